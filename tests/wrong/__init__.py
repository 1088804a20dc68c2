"""Wrong instances: a simulator behind a proxy that makes one mistake, as another implementation of
the API could. The contract suite has to notice each of them."""

"""An app with bandwidth-sdk 1.10.0, as its own documentation shows it: the host is built in."""

import json
import sys

from bandwidth_sdk import Client, Message, PhoneNumber

client = Client()  # credentials of the environment: BANDWIDTH_USER_ID and two more
sender, receiver = sys.argv[1:]
numbers = PhoneNumber.list()
sent = Message.send(sender=sender, receiver=receiver, text="Yes, until six.")
found = Message.get(sent.id)
messages = list(Message.as_iterator(chunk_size=1))
json.dump({"numbers": len(numbers), "messages": len(messages), "text": found.text}, sys.stdout)

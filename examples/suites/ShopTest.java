// A suite of Java for an app that answers texts:  java examples/suites/ShopTest.java
// The simulator runs at CATAPULT_URL, in a container for example; APP_HOST is this machine for it.
// It needs nothing but a JDK. With JUnit, `main` is a @Test, and your JSON library replaces `field`.
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.regex.Pattern;

public class ShopTest {
    static final String CATAPULT = setting("CATAPULT_URL", "http://127.0.0.1:8080");
    static final String APP_HOST = setting("APP_HOST", "127.0.0.1");
    static final HttpClient CLIENT = HttpClient.newHttpClient();
    static String userId, token, secret;

    static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }

    static String field(String json, String name) {
        var found = Pattern.compile("\"" + name + "\": *(\"[^\"]*\"|[^,}]*)").matcher(json);
        return found.find() ? found.group(1).replace("\"", "") : null;
    }

    static String send(String method, String path, String body) throws Exception {
        var login = Base64.getEncoder().encodeToString((token + ":" + secret).getBytes());
        var request = HttpRequest.newBuilder(URI.create(CATAPULT + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("Authorization", "Basic " + login);
        var response = CLIENT.send(request.build(), BodyHandlers.ofString());
        check(response.statusCode() < 300, method + " " + path + ": " + response.body());
        return response.body();
    }

    static String simulator(String method, String path, String body) throws Exception {
        return send(method, "/_simulator/tenants" + path, body);
    }

    /** Your app: it takes a callback, and sends a reply to the person. */
    static void shop(HttpExchange exchange) {
        try (exchange) {
            var text = new String(exchange.getRequestBody().readAllBytes());
            var reply = """
                {"from": "%s", "to": "%s", "text": "Yes, until six."}"""
                .formatted(field(text, "to"), field(text, "from"));
            send("POST", "/v1/users/" + userId + "/messages", reply);
            exchange.sendResponseHeaders(204, -1);
        } catch (Exception error) {
            throw new RuntimeException(error);
        }
    }

    static void check(boolean holds, String otherwise) {
        if (!holds) throw new AssertionError(otherwise);
    }

    public static void main(String[] arguments) throws Exception {
        var account = simulator("POST", "", "{\"clock\": \"virtual\"}");
        userId = field(account, "userId");
        token = field(account, "token");
        secret = field(account, "secret");
        var here = new InetSocketAddress(APP_HOST.equals("127.0.0.1") ? APP_HOST : "0.0.0.0", 0);
        var server = HttpServer.create(here, 0);
        server.createContext("/sms", ShopTest::shop);
        server.start();
        try {
            theShopAnswersAText("http://" + APP_HOST + ":" + server.getAddress().getPort() + "/sms");
        } finally {
            server.stop(0);
            simulator("DELETE", "/" + userId, "");
        }
        System.out.println("1 passed, 0 failed");
    }

    static void theShopAnswersAText(String url) throws Exception {
        var line = simulator("POST", "/" + userId + "/connect", "{\"url\": \"" + url + "\"}");
        var told = simulator("POST", "/" + userId + "/messages", """
            {"from": "+19195550001", "to": "%s", "text": "open today?"}"""
            .formatted(field(line, "number")));
        check("204".equals(field(told, "status")), "the app did not take it: " + told);

        simulator("POST", "/" + userId + "/settle", "{}"); // virtual time: the reply is delivered
        var replies = simulator("GET", "/" + userId + "/messages?direction=out", "");
        check("Yes, until six.".equals(field(replies, "text")), "another reply: " + replies);
        check("sent".equals(field(replies, "state")), "not delivered: " + replies);
    }
}

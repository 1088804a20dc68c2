// A suite of Go for an app that answers texts:  go test -vet=off examples/suites/shop_test.go
// The simulator runs at CATAPULT_URL, in a container for example; APP_HOST is this machine for it.
package shop

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
)

type fields map[string]any

func setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

var (
	simulator = setting("CATAPULT_URL", "http://127.0.0.1:8080")
	appHost   = setting("APP_HOST", "127.0.0.1")
)

// call sends `body` to the control API, and reads the answer into `result`.
func call(t *testing.T, method, path string, body fields, result any) {
	t.Helper()
	content, _ := json.Marshal(body)
	request, _ := http.NewRequest(method, simulator+"/_simulator/tenants"+path, bytes.NewReader(content))
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		t.Fatalf("%s %s: %s", method, path, response.Status)
	}
	if result != nil {
		if err := json.NewDecoder(response.Body).Decode(result); err != nil {
			t.Fatal(err)
		}
	}
}

type account struct{ UserID, Token, Secret string }

// ServeHTTP is your app: it takes a callback, and sends a reply to the person.
func (me account) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	var text struct{ From, To string }
	json.NewDecoder(request.Body).Decode(&text)
	reply, _ := json.Marshal(fields{"from": text.To, "to": text.From, "text": "Yes, until six."})
	url := fmt.Sprintf("%s/v1/users/%s/messages", simulator, me.UserID)
	send, _ := http.NewRequest("POST", url, bytes.NewReader(reply))
	send.SetBasicAuth(me.Token, me.Secret)
	send.Header.Set("Content-Type", "application/json")
	if sent, err := http.DefaultClient.Do(send); err == nil {
		sent.Body.Close()
	}
	response.WriteHeader(http.StatusNoContent)
}

func TestTheShopAnswersAText(t *testing.T) {
	var me account
	call(t, "POST", "", fields{"clock": "virtual"}, &me)
	t.Cleanup(func() { call(t, "DELETE", "/"+me.UserID, nil, nil) })
	listener, err := net.Listen("tcp", strings.Replace(appHost+":0", "host.docker.internal", "", 1))
	if err != nil {
		t.Fatal(err)
	}
	go http.Serve(listener, me)
	t.Cleanup(func() { listener.Close() })
	url := fmt.Sprintf("http://%s:%d/sms", appHost, listener.Addr().(*net.TCPAddr).Port)
	var line struct{ Number string }
	call(t, "POST", "/"+me.UserID+"/connect", fields{"url": url}, &line)

	var told struct{ Callbacks []struct{ Status int } }
	text := fields{"from": "+19195550001", "to": line.Number, "text": "open today?"}
	call(t, "POST", "/"+me.UserID+"/messages", text, &told)
	if len(told.Callbacks) != 1 || told.Callbacks[0].Status != 204 {
		t.Fatalf("the app did not take it: %+v", told)
	}
	call(t, "POST", "/"+me.UserID+"/settle", fields{}, nil) // virtual time: the reply is delivered

	var replies []struct{ Text, State string }
	call(t, "GET", "/"+me.UserID+"/messages?direction=out", nil, &replies)
	if len(replies) != 1 || replies[0].Text != "Yes, until six." || replies[0].State != "sent" {
		t.Fatalf("no reply: %+v", replies)
	}
}

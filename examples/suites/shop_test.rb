# A suite of Ruby for an app that answers texts:  ruby examples/suites/shop_test.rb
# The simulator runs at CATAPULT_URL, in a container for example; APP_HOST is this machine for it.
require "json"
require "minitest/autorun"
require "net/http"
require "socket"

CATAPULT_URL = ENV.fetch("CATAPULT_URL", "http://127.0.0.1:8080")
APP_HOST = ENV.fetch("APP_HOST", "127.0.0.1")
PERSON = "+19195550001"

def request(method, url, body = nil, account = nil)
  uri = URI(url)
  request = Net::HTTP.const_get(method.capitalize).new(uri, "Content-Type" => "application/json")
  request.body = body.to_json if body
  request.basic_auth(account["token"], account["secret"]) if account
  response = Net::HTTP.start(uri.host, uri.port) { |http| http.request(request) }
  response.value # raises unless the status is 2xx
  response.body.to_s.empty? ? nil : JSON.parse(response.body)
end

# Your app: it takes a callback, and sends a reply to the person. (Yours has a web framework.)
class Shop
  attr_reader :port

  def initialize(account)
    @account = account
    @server = TCPServer.new(APP_HOST == "127.0.0.1" ? APP_HOST : "0.0.0.0", 0)
    @port = @server.addr[1]
    Thread.new { loop { take(@server.accept) } }.report_on_exception = false
  end

  def take(client)
    head = client.gets("\r\n\r\n")
    text = JSON.parse(client.read(head[/^content-length: *(\d+)/i, 1].to_i))
    reply = { from: text["to"], to: text["from"], text: "Yes, until six." }
    request("post", "#{CATAPULT_URL}/v1/users/#{@account["userId"]}/messages", reply, @account)
    client.write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
    client.close
  end

  def close
    @server.close
  end
end

class ShopTest < Minitest::Test
  def setup
    @account = request("post", "#{CATAPULT_URL}/_simulator/tenants", { clock: "virtual" })
    @shop = Shop.new(@account)
    url = "http://#{APP_HOST}:#{@shop.port}/sms"
    @line = simulator("post", "/connect", { url: url })
  end

  def teardown
    @shop.close
    simulator("delete", "")
  end

  def simulator(method, path, body = nil)
    request(method, "#{CATAPULT_URL}/_simulator/tenants/#{@account["userId"]}#{path}", body)
  end

  def test_the_shop_answers_a_text
    told = simulator("post", "/messages", { from: PERSON, to: @line["number"], text: "open today?" })
    assert_equal 204, told["callbacks"][0]["status"], told["callbacks"][0]["explanation"]

    simulator("post", "/settle", {}) # virtual time: the reply is delivered
    reply = simulator("get", "/messages?direction=out").first
    assert_equal [PERSON, "Yes, until six.", "sent"], reply.values_at("to", "text", "state")
  end
end

-- Requests that name no account: each process is asked, in order. See haproxy.cfg.

local BACKEND = "accounts"
local TIMEOUT_MS = { get = 5000, post = 300000 } -- a message is answered when the app has it
local PASSED_ON = { "accept", "authorization", "content-type", "host", "origin", "sec-fetch-site" }
local KEPT = { "cache-control", "content-type", "www-authenticate" }
local NOBODY = "no tenant owns" -- how a process says that none of its accounts has the number

-- The host and port of each server, by its number.
local function processes()
  local found = {}
  for name, server in pairs(core.backends[BACKEND].servers) do
    local host, port = server:get_addr():match("^(.*):(%d+)$")
    local shown = host:find(":", 1, true) and "[" .. host .. "]" or host
    found[#found + 1] =
      { name = name, host = host, port = tonumber(port), url = "http://" .. shown .. ":" .. port }
  end
  table.sort(found, function(one, other) return tonumber(one.name) < tonumber(other.name) end)
  return found
end

-- Whether the process says within five seconds that it is well: the client below would ask four times,
-- and for as long as a message may take. One that is stopped still takes connections.
local function is_well(process)
  local socket = core.tcp()
  socket:settimeout(1)
  local status
  if socket:connect(process.host, process.port) then
    socket:settimeout(5)
    socket:send("GET /_simulator/health HTTP/1.0\r\nHost: " .. process.host .. "\r\n\r\n")
    status = socket:receive("*l")
  end
  socket:close()
  return status ~= nil and status:find(" 200 ", 1, true) ~= nil
end

-- The response of a process; nil where it does not answer.
local function ask(applet, process, method, target, body)
  if not is_well(process) then return nil end
  local headers = {}
  for _, name in ipairs(PASSED_ON) do
    local values = applet.headers[name]
    if values then headers[name] = { values[0] } end
  end
  local client = core.httpclient()
  local response = client[method](client, {
    url = process.url .. target, headers = headers, body = body, timeout = TIMEOUT_MS[method],
  })
  local from_balancer = response.headers and (response.headers["content-type"] or {})[0] == "text/html"
  if not response.status or response.status == 0 then return nil end
  if response.status >= 502 and from_balancer then return nil end
  return response
end

local function answer(applet, status, headers, body)
  applet:set_status(status)
  for name, value in pairs(headers) do applet:add_header(name, value) end
  applet:add_header("content-length", tostring(#body))
  applet:start_response()
  applet:send(body)
end

local function pass_on(applet, response)
  local headers = {}
  for _, name in ipairs(KEPT) do
    if response.headers[name] then headers[name] = response.headers[name][0] end
  end
  answer(applet, response.status, headers, response.body)
end

local function unavailable(applet, down)
  local names = table.concat(down, ", ")
  local sentence = "process " .. names .. " does not answer; start it again"
  answer(applet, 503, { ["content-type"] = "application/problem+json", ["x-process-down"] = names },
    '{"type":"about:blank","title":"Service unavailable","status":503,"code":"process-down",'
    .. '"detail":"' .. sentence .. '","message":"' .. sentence .. '"}')
end

local function target_of(applet)
  return applet.path .. (applet.qs ~= "" and "?" .. applet.qs or "")
end

-- The lists of all processes as one. A header names the processes that are missing.
core.register_service("list_of_all", "http", function(applet)
  local lists, down, all = {}, {}, processes()
  for _, process in ipairs(all) do
    local response = ask(applet, process, "get", target_of(applet))
    if not response then
      down[#down + 1] = process.name
    elseif response.status ~= 200 then
      return pass_on(applet, response)
    else
      local inner = response.body:match("^%s*%[%s*(.-)%s*%]%s*$")
      if inner ~= "" then lists[#lists + 1] = inner end
    end
  end
  if #down == #all then return unavailable(applet, down) end
  local headers = { ["content-type"] = "application/json", ["cache-control"] = "no-cache" }
  if #down > 0 then headers["x-process-down"] = table.concat(down, ", ") end
  answer(applet, 200, headers, "[" .. table.concat(lists, ",") .. "]")
end)

-- A message for the first process that has an account with the number.
core.register_service("receive_anywhere", "http", function(applet)
  local body, down, last = applet:receive(), {}, nil
  for _, process in ipairs(processes()) do
    local response = ask(applet, process, "post", target_of(applet), body)
    if not response then
      down[#down + 1] = process.name
    elseif response.status == 400 and response.body:find(NOBODY, 1, true) then
      last = response
    else
      return pass_on(applet, response)
    end
  end
  if #down > 0 then return unavailable(applet, down) end
  pass_on(applet, last)
end)

-- The phone of the first account that there is.
core.register_service("first_account", "http", function(applet)
  for _, process in ipairs(processes()) do
    local response = ask(applet, process, "get", "/_simulator/tenants")
    if response and response.status ~= 200 then return pass_on(applet, response) end
    local user = response and response.body:match('"userId":%s*"([^"]+)"')
    if user then
      return answer(applet, 303, { location = "/phone/" .. user }, "")
    end
  end
  answer(applet, 303, { location = "/phone/@accounts" }, "")
end)

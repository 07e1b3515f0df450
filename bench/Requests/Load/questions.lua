-- The requests for the paths in the file QUESTIONS, made once, and sent in turns.
local requests, last = {}, 0

function init(args)
  for path in io.lines(os.getenv("QUESTIONS")) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
end

function request()
  last = last % #requests + 1
  return requests[last]
end

init = function()
    local all = {}
    for i = 1, 16 do all[i] = wrk.format("GET") end
    joined = table.concat(all)
end
request = function() return joined end

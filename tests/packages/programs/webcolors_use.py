import webcolors
print(webcolors.name_to_hex("navy"), webcolors.hex_to_rgb("#ff9900"), webcolors.rgb_to_name((255, 0, 0)), webcolors.normalize_hex("#09C"), webcolors.rgb_percent_to_hex(("100%", "100%", "100%")), webcolors.html5_parse_legacy_color("chucknorris"))

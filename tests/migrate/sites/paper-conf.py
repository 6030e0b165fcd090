"""What the shortcodes of the site 'paper' show; the same registry as in a build that reads its articles in place."""

aiarticle_hugo_shortcodes = {
    "tip": "> {{ inner }}\n>\n> -- {{ by }}",
    "metres": lambda call: f"{call.get('', 0)} m ({float(call.get('', 0)) * 3.28:.2f} ft)",
}

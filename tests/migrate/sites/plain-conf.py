"""What the shortcodes of the site 'plain' show."""

aiarticle_hugo_shortcodes = {"wind": "**{{ force }}:** {{ inner }}"}

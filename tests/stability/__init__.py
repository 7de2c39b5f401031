"""What a released version promised: names, options, fields and files that later ones keep."""

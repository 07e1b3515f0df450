"""All kinds of things; importing this module fills `drawing.THINGS`."""

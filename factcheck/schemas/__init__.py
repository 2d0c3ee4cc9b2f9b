"""What goes in and out of the edges: one marshmallow schema a shape, shared by all of them."""

"""Play the discriminator: tell real photos from generated faces."""

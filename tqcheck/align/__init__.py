"""Which source sentences does which target sentence translate?"""

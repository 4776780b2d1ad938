"""What words of the two languages mean to each other: classes of opposites, and how likely two words translate."""

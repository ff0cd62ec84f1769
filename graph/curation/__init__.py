"""What coaches put before readers: messages above the posts of a skill, and campaigns."""

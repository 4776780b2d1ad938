"""Names in English text and what an Arabic text makes of them: gazetteers by value, transliteration by sound."""

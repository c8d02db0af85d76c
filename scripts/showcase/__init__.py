"""The public catalogue of achievements and demands of the Marine Science & Technology Market."""

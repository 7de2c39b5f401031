"""What workers do: each task measures with the library and gives plain data, or bytes."""

"""The same for programs: JSON over HTTP, described by an OpenAPI document."""

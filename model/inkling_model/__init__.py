"""Inkling's model: from labelled messages to the ONNX file that the Worker runs."""

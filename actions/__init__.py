"""The custom actions that the engine calls: read the tracker, call one use-case, say what came."""

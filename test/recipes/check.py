"""Reads a JSON list of Python sources; writes for each its fault (or null) and its STEPS."""

import ast
import json
import sys


def check(text):
    try:
        compile(text, "recipe.py", "exec")
    except SyntaxError as error:
        return {"fault": str(error), "steps": None}
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "STEPS":
            return {"fault": None, "steps": ast.literal_eval(node.value)}
    return {"fault": "no STEPS", "steps": None}


json.dump([check(text) for text in json.load(sys.stdin)], sys.stdout)

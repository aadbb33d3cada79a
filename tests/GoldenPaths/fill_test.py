"""golden-paths/inference/files/fill.py with stores that are not there: python3 tests/GoldenPaths/fill_test.py"""
import importlib.util
import os
import sys
import tempfile
import types
import unittest

FILE = os.path.join(os.path.dirname(__file__), "../../golden-paths/inference/files/fill.py")
spec = importlib.util.spec_from_file_location("fill", FILE)
fill = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fill)

STORE = {"llama/": b"", "llama/config.json": b"{}", "llama/parts/1.safetensors": b"12345", "llama-other/config.json": b"no"}


class Store:
    """What fill.py uses of boto3's client."""

    def __init__(self):
        self.fetched = []

    def get_paginator(self, _):
        return self

    def paginate(self, Bucket, Prefix):
        keys = [key for key in STORE if key.startswith(Prefix)]
        for page in (keys[:1], keys[1:], []):
            yield {"Contents": [{"Key": key, "Size": len(STORE[key])} for key in page]} if page else {}

    def download_file(self, bucket, key, path):
        self.fetched.append(key)
        with open(path, "wb") as file:
            file.write(STORE[key])


class FillTest(unittest.TestCase):
    def setUp(self):
        self.store = Store()
        sys.modules["boto3"] = types.SimpleNamespace(client=lambda service: self.store)
        self.home = tempfile.TemporaryDirectory()
        self.folder = os.path.join(self.home.name, "model")

    def tearDown(self):
        self.home.cleanup()

    def test_copies_what_is_below_the_path_and_renames_it_at_the_end(self):
        fill.main("s3://models/llama", self.folder)
        self.assertEqual(["llama/config.json", "llama/parts/1.safetensors"], self.store.fetched)
        with open(os.path.join(self.folder, "parts/1.safetensors"), "rb") as file:
            self.assertEqual(b"12345", file.read())
        self.assertEqual(["model"], os.listdir(self.home.name))

    def test_goes_on_where_it_was_interrupted(self):
        os.makedirs(self.folder + ".part/parts")
        with open(self.folder + ".part/config.json", "wb") as file:
            file.write(b"{}")
        with open(self.folder + ".part/parts/1.safetensors", "wb") as file:
            file.write(b"123")
        fill.main("s3://models/llama/", self.folder)
        self.assertEqual(["llama/parts/1.safetensors"], self.store.fetched)

    def test_leaves_what_is_complete(self):
        os.makedirs(self.folder)
        fill.main("s3://models/llama", self.folder)
        self.assertEqual([], self.store.fetched)

    def test_refuses_a_path_without_files(self):
        with self.assertRaises(SystemExit) as stopped:
            fill.main("s3://models/none", self.folder)
        self.assertEqual("s3://models/none is empty", stopped.exception.code)
        self.assertFalse(os.path.exists(self.folder))

    def test_takes_a_revision_of_hugging_face(self):
        asked = []

        def snapshot_download(repository, revision, local_dir):
            asked.append((repository, revision))
            os.makedirs(os.path.join(local_dir, "files"))

        sys.modules["huggingface_hub"] = types.SimpleNamespace(snapshot_download=snapshot_download)
        fill.main("hf://meta-llama/Llama@0e9e39f", self.folder)
        self.assertEqual([("meta-llama/Llama", "0e9e39f")], asked)
        self.assertTrue(os.path.exists(os.path.join(self.folder, "files")))


if __name__ == "__main__":
    unittest.main()

"""Copies a model into a folder: fill.py s3://bucket/path|hf://organisation/model@revision FOLDER.

It writes beside the folder and renames at the end, so that whoever finds the folder finds all of it.
"""
import os
import sys


def from_s3(source, folder):
    import boto3

    bucket, prefix = source.split("/", 1)
    prefix = prefix.rstrip("/") + "/"
    client = boto3.client("s3")
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for entry in page.get("Contents", []):
            if entry["Key"].endswith("/"):
                continue
            path = os.path.join(folder, entry["Key"][len(prefix):])
            if os.path.exists(path) and os.path.getsize(path) == entry["Size"]:
                continue
            os.makedirs(os.path.dirname(path), exist_ok=True)
            print(entry["Key"], flush=True)
            client.download_file(bucket, entry["Key"], path)


def from_hugging_face(source, folder):
    from huggingface_hub import snapshot_download

    repository, revision = source.rsplit("@", 1)
    snapshot_download(repository, revision=revision, local_dir=folder)


def main(source, folder):
    if os.path.exists(folder):
        print(folder, "is there")
        return
    scheme, rest = source.split("://", 1)
    part = folder.rstrip("/") + ".part"
    os.makedirs(part, exist_ok=True)
    {"s3": from_s3, "hf": from_hugging_face}[scheme](rest, part)
    if not os.listdir(part):
        sys.exit(f"{source} is empty")
    os.rename(part, folder)


if __name__ == "__main__":
    main(*sys.argv[1:])

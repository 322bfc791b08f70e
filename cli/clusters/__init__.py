"""Many processes on many machines, by Dask: shards out, files of facts in, a manifest of both.

shards.py     the input cut into shards
tasks.py      what a worker does with one of them
manifests.py  what was done, so that a second run does only what is new
runs.py       the run: hands shards out, sees to those that kill their workers
"""

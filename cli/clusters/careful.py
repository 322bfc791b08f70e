"""A process of its own for a shard that killed its worker: a task on standard input, its result on
standard output."""

import pickle
import sys

from .tasks import done_one_by_one

if __name__ == "__main__":
    result = done_one_by_one(pickle.load(sys.stdin.buffer))
    sys.stdout.buffer.write(pickle.dumps(result))

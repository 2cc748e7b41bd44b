#!/bin/sh
# From messages to the shipped artifact: about two hours on two CPU cores. Started again, it goes on where it stopped.
#   model/build.sh [folder of the public and real sets]
#   INKLING_RUNS=/tmp/runs INKLING_ARTIFACT=/tmp/artifact TEACHER_MINUTES=1 MINILM_MINUTES=1 MPNET_MINUTES=1 STUDENT_MINUTES=1 SIZE=0.1 model/build.sh …     all steps in ten minutes, to see that they run
set -eu
[ -z "${1:-}" ] || shared=$(cd "$1" && pwd)
cd "$(dirname "$0")"
shared=${shared:-../../shared/data}
student=${STUDENT:-6x384-ff1024}
export PYTHONPATH=.
# glibc gives big buffers back to the kernel after every step otherwise: half of the time went there
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000 MALLOC_TOP_PAD_=200000000
[ -f .venv/installed ] || { python3 -m venv .venv && .venv/bin/pip install -q -r requirements.txt && touch .venv/installed; }
run() { echo "== $*"; .venv/bin/python -m "inkling_model.$@"; }
runs=${INKLING_RUNS:-runs}
english="$runs/teacher-minilm.pt $runs/teacher-mpnet.pt"
run asked
run prepare --shared "$shared"
run lexicon_net --shared "$shared"
run train_teacher --shared "$shared" --minutes "${TEACHER_MINUTES:-24}"
run train_teacher --shared "$shared" --base minilm --rate 2e-4 --minutes "${MINILM_MINUTES:-8}"
run train_teacher --shared "$shared" --base mpnet --focus --rate 6e-5 --minutes "${MPNET_MINUTES:-22}"
run distil --shared "$shared" --student "$student" --also $english --minutes "${STUDENT_MINUTES:-24}" --size "${SIZE:-1}" --copies "${COPIES:-0.3}"
run export --shared "$shared" --student "$student" --version "${VERSION:-m6}"
run gate
run evaluate --shared "$shared" --also $english
run peer
run baselines --shared "$shared"

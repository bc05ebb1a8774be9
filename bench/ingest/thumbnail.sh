#!/usr/bin/env bash
# The same variants by vipsthumbnail, which makes no master. First the folder to write to, then the files.
set -euo pipefail
out=$1
shift
export VIPS_CONCURRENCY=1
for file in "$@"; do
  name=$(basename "$file")
  for width in 160 320 480 640 960 1280 1920 2000; do
    vipsthumbnail "$file" --size "${width}x10000" -o "$out/$name-$width.webp[Q=80,alpha_q=100,effort=2,strip]"
  done
done

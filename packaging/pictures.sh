#!/bin/sh
# The README's pictures, drawn anew from the example dealers, so that they never go stale.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/setup.sh"
cd "$here/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export QT_QPA_PLATFORM=offscreen
desk() { .venv/bin/lifecycle-desk "$@"; }

desk --store "$work/th.ldk" demo --market TH
desk --store "$work/ae.ldk" demo --market AE
desk --store "$work/th.ldk" --language en screens --to "$work/en"
desk --store "$work/th.ldk" --language zh_CN screens --to "$work/dark" --dark
desk --store "$work/ae.ldk" --language ar screens --to "$work/ar"
order=$(desk --store "$work/th.ldk" find RO-2026 --json | sed 's/.*"id": "\(RO-2026-[0-9]*\)".*/\1/')
desk --store "$work/th.ldk" report service-report --order "$order" --language th -o "$work/report.pdf"
pdftoppm -r 60 -png -singlefile "$work/report.pdf" "$work/report-thai"
desk --store "$work/es.ldk" demo --market ES
desk --store "$work/es.ldk" --language en screens --to "$work/es" --dark
vin=$(desk --store "$work/ae.ldk" find BYD --json | sed 's/.*"id": "\(L[A-Z0-9]*\)".*/\1/')
desk --store "$work/ae.ldk" report buyers-pack --vin "$vin" --language ar -o "$work/pack.pdf"
pdftoppm -r 60 -png -singlefile "$work/pack.pdf" "$work/pack-arabic"
.venv/bin/python packaging/draw_import.py "$work/th.ldk" "$work/import.png"

mkdir -p docs/pictures
cp "$work/es/battery.png" docs/pictures/battery-dark.png
cp "$work/es/service-due.png" docs/pictures/service-due-dark.png
cp "$work/import.png" docs/pictures/import-faults.png
for name in vehicle workshop repair-order claim-answered campaign trouble-code inspection condition end-of-life odometer; do cp "$work/en/$name.png" "docs/pictures/$name.png"; done
cp "$work/dark/today.png" docs/pictures/today-dark.png
cp "$work/ar/vehicle.png" docs/pictures/vehicle-arabic.png
cp "$work/report-thai.png" docs/pictures/report-thai.png
cp "$work/pack-arabic.png" docs/pictures/pack-arabic.png
echo "Drawn to docs/pictures."

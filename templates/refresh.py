#!/usr/bin/env python3
"""Rewrites the generated parts of templates/*.toml from a folder of collected facts (images.json and TSV tables).
Run: templates/refresh.py FACTS_FOLDER; everything between `# generated` and `# end` is replaced, the rest is kept as written by hand.
"""
import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
FACTS = Path(sys.argv[1])


def table(name):
    with open(FACTS / name, encoding="utf-8") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def replace(file, **blocks):
    """Replaces the block `# generated: NAME` … `# end` of a file."""
    path = HERE / file
    text = path.read_text()
    for name, block in blocks.items():
        pattern = re.compile(rf"(# generated: {name}\b[^\n]*\n).*?(# end\n)", re.S)
        assert len(pattern.findall(text)) == 1, (file, name)
        text = pattern.sub(lambda m: m.group(1) + block.rstrip("\n") + "\n" + m.group(2), text)
    path.write_text(text)


def literal(name, lines):
    """A TOML multi-line literal string."""
    body = "\n".join(lines)
    assert "'''" not in body
    return f"{name} = '''\n{body}\n'''\n"


# images.toml

def moved(history):
    """`bookworm`, or `bullseye>bookworm` where the tag has moved: first and last."""
    if history is None:
        return "-"
    if isinstance(history, str):
        return history.removeprefix("alpine")
    first, last = history[0][1].removeprefix("alpine"), history[-1][1].removeprefix("alpine")
    return last if len({release for _, release in history}) == 1 else f"{first}>{last}"


def alpine_range(releases):
    """`3.18-3.21`: the releases are neighbours, else a list."""
    if not releases:
        return "-"
    minors = sorted(int(r.split(".")[1]) for r in releases)
    if minors == list(range(minors[0], minors[-1] + 1)) and all(r.startswith("3.") for r in releases):
        return f"3.{minors[0]}-3.{minors[-1]}"
    return ",".join(sorted(releases))


def columns(language, tag):
    also = tag.get("also", [])
    suites = sorted(a for a in also if re.fullmatch(r"[a-z]+", a) and a not in ("cross", "onbuild", "tip") and a not in NAMED)
    slims = sorted({a.removesuffix("-slim").removeprefix("slim-") for a in also if a.endswith("-slim") or a.startswith("slim-")})
    alpines = [a.removeprefix("alpine") for a in also if a.startswith("alpine3")]
    flags = ""
    if language == "golang" and tag["to"] >= "2023-09-15":
        flags += "t"
    if language == "node" and tag["to"] < "2019-05-26":
        flags += "e"
    if language == "node" and tag["to"] < "2016-10-25":
        flags += "u"
    plain, slim = moved(tag.get("plain")), moved(tag.get("slim"))
    return " ".join([plain, "=" if slim == plain else slim, moved(tag.get("alpine")), ",".join(suites) or "-",
                     "=" if slims == suites and slims else ",".join(slims) or "-", alpine_range(alpines), flags or "-"])


def order(version):
    numbers = re.findall(r"\d+", version)
    plain = re.fullmatch(r"[\d.]+", version) is not None
    return (not plain, version.count("."), [int(n) for n in numbers], version)


def tag_rows(language, data):
    rows = [(name, None, columns(language, tag)) for name, tag in sorted(data["named"].items())]
    previous = None
    for version in sorted(data["numeric"], key=order):
        text = columns(language, data["numeric"][version])
        depth = 2 if language == "golang" else 1
        line = (version.count("."), tuple(version.split(".")[:depth]))
        if previous == (line, text) and re.fullmatch(r"[\d.]+", version) and version.count(".") >= depth:
            rows[-1] = (rows[-1][0], version, text)
        else:
            rows.append((version, None, text))
        previous = (line, text)
    return [f"{a}..{b} {text}" if b else f"{a} {text}" for a, b, text in rows]


def images():
    data = json.loads((FACTS / "images.json").read_text())
    for language in data["languages"].values():
        NAMED.update(language["named"])
    blocks = {f"{name}-tags": literal("tags", tag_rows(name, language)) for name, language in data["languages"].items()}
    bases = data["bases"]
    last = lambda r: r if isinstance(r, str) else r[-1][1]
    for name in ("debian", "ubuntu"):
        tags = {t: last(v["release"]) for t, v in bases[name]["tags"].items()}
        if name == "debian":  # point releases follow their major number
            tags = {t: r for t, r in tags.items() if "." not in t}
        blocks[f"{name}-releases"] = "releases = { " + ", ".join(f'"{t}" = "{r}"' for t, r in sorted(tags.items())) + " }\n"
    newest = last(bases["alpine"]["tags"]["latest"]["release"]).removeprefix("alpine")
    blocks["alpine-newest"] = f'newest = "{newest}"\n'
    replace("images.toml", **blocks)


# packages.toml

SUITES = ["bullseye", "bookworm", "trixie", "forky", "jammy", "noble"]
# In the indexes, but left out of the tables: their libraries have no version in the name or lie in a folder of their own.
BY_HAND = {"libnss3-dev": "libnss3", "libnspr4-dev": "libnspr4", "liblapack-dev": "liblapack3", "libblas-dev": "libblas3", "libopenblas-dev": "libopenblas0"}
# Where the tables lack the row or follow a dependency too far; by the Depends lines of the packages.
CORRECTED = {"default-libmysqlclient-dev": ["libmariadb3"] * 4 + ["libmysqlclient21"] * 2,
             "libtag1-dev": ["libtag1v5", "libtag1v5", "libtag2", "libtag2", "libtag1v5", "libtag1v5"]}
# No library to load: headers, static archives, tools of the build.
HEADERS = """autotools-dev config-package-dev dpkg-dev libagg-dev libbison-dev libeigen3-dev libgtest-dev libiberty-dev
    libpthread-stubs0-dev linux-libc-dev nlohmann-json3-dev rapidjson-dev systemtap-sdt-dev x11proto-dev x11proto-xext-dev
    xtrans-dev xutils-dev libboost-dev""".split()
# Well known, whether or not the collected Dockerfiles install them.
KNOWN = """libc6-dev libssl-dev libpq-dev libsqlite3-dev default-libmysqlclient-dev libmysqlclient-dev libmariadb-dev libcurl4-openssl-dev
    libcurl4-gnutls-dev libvips-dev libcairo2-dev libpango1.0-dev libjpeg-dev libgif-dev librsvg2-dev libxml2-dev libxslt1-dev zlib1g-dev libffi-dev
    librdkafka-dev libzmq3-dev libpcap-dev libudev-dev libasound2-dev libclang-dev libkrb5-dev libgit2-dev libssh2-1-dev libopus-dev libsodium-dev
    libzstd-dev liblz4-dev libsnappy-dev librocksdb-dev libleveldb-dev libtesseract-dev libleptonica-dev libopencv-dev libavcodec-dev
    libavformat-dev libavutil-dev libswscale-dev libswresample-dev libavdevice-dev libavfilter-dev libfontconfig1-dev libfreetype6-dev libfontconfig-dev libfreetype-dev libdbus-1-dev
    libgtk-3-dev libglib2.0-dev libgstreamer1.0-dev libgstreamer-plugins-base1.0-dev libsystemd-dev libusb-1.0-0-dev libhidapi-dev libseccomp-dev libgpgme-dev libgpgme11-dev
    libbtrfs-dev libdevmapper-dev libassuan-dev libolm-dev libgeos-dev libproj-dev libgdal-dev libhdf5-dev libnetcdf-dev unixodbc-dev freetds-dev libtag1-dev
    libwebp-dev libheif-dev libde265-dev libaom-dev libx265-dev libx264-dev libvpx-dev libmagickwand-dev libsndfile1-dev portaudio19-dev libpulse-dev libsasl2-dev libldap2-dev libldap-dev
    libv8-dev libicu-dev libpcre3-dev libpcre2-dev libyaml-dev libevent-dev libuv1-dev libc-ares-dev libnghttp2-dev libprotobuf-dev libprotoc-dev libgrpc-dev libmosquitto-dev
    libx11-dev libxcb1-dev libxi-dev libgl1-mesa-dev libglu1-mesa-dev libxkbcommon-dev libwayland-dev libwebkit2gtk-4.0-dev libwebkit2gtk-4.1-dev libsoup-3.0-dev libayatana-appindicator3-dev
    liblua5.3-dev liblua5.4-dev libluajit-5.1-dev libncurses-dev libreadline-dev libgmp-dev libmpfr-dev libnuma-dev libjemalloc-dev libhwloc-dev libpoppler-glib-dev libpoppler-dev
    libmagic-dev libexif-dev libimagequant-dev liborc-0.4-dev libarchive-dev libbz2-dev liblzma-dev libelf-dev libbpf-dev libcap-dev libpam0g-dev libcups2-dev libmbedtls-dev libgnutls28-dev
    libnfc-dev libbluetooth-dev libpcsclite-dev libfuse-dev libfuse3-dev libvirt-dev libxapian-dev libcld2-dev libhyperscan-dev libmaxminddb-dev libwxgtk3.2-dev libsdl2-dev libpixman-1-dev""".split()


def hand_dev():
    """Packages of headers that the hand-written tables name."""
    return {name for f in ("go.toml", "rust.toml", "node.toml") for name in re.findall(r"[a-z0-9][a-z0-9.+-]*-dev(?![\w-])", (HERE / f).read_text())}


def debian_dev():
    layers = json.loads((FACTS / "images.json").read_text())["package_layers"]
    wanted = {p for s in SUITES[:4] for layer in layers[s].values() for p in layer.split() if p.endswith("-dev")}
    wanted |= {r["package"] for r in table("packages-used.tsv") if r["manager"] == "apt" and r["package"].endswith("-dev")}
    wanted |= set(KNOWN) | hand_dev()
    for name in ("go-cgo-modules.tsv", "rust-sys-crates.tsv", "node-packages.tsv"):
        wanted |= set(re.findall(r"[a-z0-9.+-]+-dev(?![\w-])", (FACTS / name).read_text()))
    runtime = defaultdict(dict)
    for row in table("debian-dev-packages.tsv") + table("ubuntu-dev-packages.tsv"):
        runtime[row["dev_package"]][row["suite"]] = ",".join(sorted(row["runtime_packages"].split()))
    runtime.update({name: dict.fromkeys(SUITES, library) for name, library in BY_HAND.items()})
    runtime.update({name: dict.fromkeys(SUITES, "none") for name in HEADERS})
    runtime.update({name: dict(zip(SUITES, cells)) for name, cells in CORRECTED.items()})
    rows = []
    for name in sorted(wanted & set(runtime)):
        if name.startswith("libstdc++-"):  # the rest is for the sanitizers of the compiler
            runtime[name] = {suite: "libstdc++6" for suite in runtime[name]}
        cells = [runtime[name].get(suite, "-") for suite in SUITES]
        if len(set(cells)) == 1:
            cells = cells[:1]
        else:
            cells = [c if i == 0 or c != cells[i - 1] else "=" for i, c in enumerate(cells)]
        rows.append(" ".join([name, *cells]))
    return rows


def alpine_dev():
    wanted = {r["package"] for r in table("packages-used.tsv") if r["manager"] == "apk"} | hand_dev()
    for name in ("go-cgo-modules.tsv", "rust-sys-crates.tsv", "node-packages.tsv"):
        wanted |= set(re.findall(r"[a-z0-9.+-]+-dev(?![\w-])", (FACTS / name).read_text()))
    wanted |= {r["dev_package"] for r in table("alpine-dev-packages.tsv") if r["confidence"] == "checked"}
    minor = lambda release: int(release.split(".")[1])
    spans = defaultdict(list)
    for row in table("alpine-dev-packages.tsv"):
        if row["dev_package"] in wanted:
            packages = "none" if row["runtime_packages"] == "-" else ",".join(sorted(row["runtime_packages"].split()))
            spans[row["dev_package"]].append((minor(row["from"]), minor(row["to"]), packages))
    rows = []
    for name, parts in sorted(spans.items()):
        cells, next_minor, said = [], ALPINE[0], None
        for first, last, packages in sorted(parts):
            if first > next_minor and said != "-":
                cells.append(f"3.{next_minor}:-")
                said = "-"
            if packages != said:
                cells.append(f"3.{first}:{packages}")
                said = packages
            next_minor = last + 1
        if next_minor <= ALPINE[1]:
            cells.append(f"3.{next_minor}:-")
        rows.append(" ".join([name, cells[0].split(":")[1] if len(cells) == 1 else " ".join(cells)]))
    return rows


def packages():
    classes = defaultdict(set)
    for row in table("packages-used.tsv"):
        name = row["package"]
        if name.endswith(("-dev", "-devel")) and row["class"] == "build-only":
            continue
        classes[name].add(row["class"])
    short = {"build-only": "build", "runtime": "run", "both": "either"}
    lists = defaultdict(list)
    for name, found in sorted(classes.items()):
        found = found - {"unknown"}
        if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9+.@_-]*", name) and found:
            lists["either" if len(found) > 1 else short[next(iter(found))]].append(name)
    blocks = {f"{name}-packages": literal(name, names) for name, names in lists.items()}
    replace("packages.toml", **blocks, **{"debian-dev": literal("debian", debian_dev()), "alpine-dev": literal("alpine", alpine_dev())})


# contents.toml

LAYERS = {"debian": "debian", "curl": "buildpack-deps curl", "scm": "buildpack-deps scm", "full": "buildpack-deps full",
          "golang": "golang over scm", "rust_slim": "rust slim over debian"}

# Links that update-alternatives makes when a package is installed, so in no index.
ALTERNATIVES = {"mawk": "awk nawk", "debianutils": "which", "gcc": "cc c89 c99", "g++": "c++", "xz-utils": "lzma unlzma lzcat", "util-linux": "pager",
                "imagemagick-6.q16": "convert identify mogrify composite montage compare import stream", "imagemagick-7.q16": "magick convert identify mogrify composite montage compare import stream"}


def contents():
    layers = json.loads((FACTS / "images.json").read_text())["package_layers"]
    packages = []
    for suite in SUITES[:4]:
        packages.append(f"[packages.{suite}]")
        packages += [f'{name} = "{layers[suite][full]}"' for name, full in LAYERS.items()]
    found = defaultdict(lambda: defaultdict(set))
    for row in table("image-commands.tsv"):
        commands = {c for c in row["commands"].split() if not re.match(r"x86_64-|fsck\\.|mkfs\\.", c)}
        found[row["suite"]][row["layer"]] |= commands | set(ALTERNATIVES.get(row["package"], "").split())
    commands = []
    for suite in SUITES[:3]:
        commands.append(f"[commands.{suite}]")
        commands += [f'{name} = "{" ".join(sorted(found[suite][full]))}"' for name, full in LAYERS.items()]
    replace("contents.toml", packages="\n".join(packages), commands="\n".join(commands))


def renames():
    """Names of bookworm that are longer in trixie, forky and noble, of packages that Dockerfiles or the tables name."""
    named = set(re.findall(r"[a-z0-9][a-z0-9.+-]+", "".join((HERE / f).read_text() for f in ("go.toml", "rust.toml", "node.toml"))))
    used = {r["package"] for r in table("packages-used.tsv")}
    rows = [f'{r["bookworm"]} {r["trixie"]}' for r in table("debian-t64-renames.tsv")
            if r["used_in_corpus"] or r["bookworm"] in named | used]
    replace("packages.toml", renames=literal("renamed", sorted(rows, key=lambda row: row.split(" ")[0])))


def package_commands():
    found = defaultdict(set)
    for row in table("image-commands.tsv"):
        found[row["package"]] |= {c for c in row["commands"].split() if re.fullmatch(r"[a-z][A-Za-z0-9_.+-]*", c) and not c.startswith("x86_64-")}
    text = (HERE / "packages.toml").read_text()
    hand = re.search(r"^of_command = '''\n(.*?)'''", text, re.S | re.M).group(1)
    for line in hand.splitlines():
        command, *packages = line.split(" ")
        for package in packages:
            if package != "-":
                found[package].add(command)
    replace("packages.toml", **{"package-commands": literal("of_package", [" ".join([p, *sorted(c)]) for p, c in sorted(found.items()) if c])})


ALPINE = (15, 24)
NAMED = set()
images()
packages()
package_commands()
contents()
renames()

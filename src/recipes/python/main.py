import argparse


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default=DATA)
    parser.add_argument("--step", choices=list(STEPS), default=ADVISED)
    parser.add_argument("--model", default=MODEL)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--test", action="store_true")
    options = parser.parse_args()
    #if audio
    items, labels, classes = load(spectrograms(options.data))
    #else
    items, labels, classes = load(options.data)
    #end
    parts = split(labels, options.sample)
    print(f"{len(items)} examples, {len(classes)} classes, {len(parts['train'])} to train on")
    report_majority(labels, parts)
    #: baseline
    #if trees
    for name in dict.fromkeys(("frozen", "trees", options.step)):
        if name == "trees":
            runs = [run_trees(seed, items, labels, parts, options) for seed in options.seeds]
        else:
            runs = [run(name, seed, items, labels, parts, options) for seed in options.seeds]
        report(name, runs)
    #else
    for name in dict.fromkeys(("frozen", options.step)):
        report(name, [run(name, seed, items, labels, parts, options) for seed in options.seeds])
    #end


if __name__ == "__main__":
    main()

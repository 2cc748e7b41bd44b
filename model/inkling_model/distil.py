"""Step 3: a small network learns what the teachers say.

    python -m inkling_model.distil [--student 6x384-ff1024] [--minutes 30] [--also runs/teacher-minilm.pt …] [--pilot 2.5]

Loss: soft (the teachers' mean probabilities) and hard (labels) cross-entropy, plus the distance of the pooled vector and of the
token states at two milestones (students.milestones) from the first teacher, whose layers it takes over. `--near 0` leaves
the distances out: for a later round (`--after`, with a `--name` of its own), when the student has outgrown that teacher. With
--pilot it stops after that many minutes of the schedule and can be started again to go on.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tqdm import tqdm

from . import metrics, vocab
from .network import collate
from .places import SHARED, runs
from .split import load
from .students import RECIPES, blend, load_network, milestones, save_network, start_student
from .teacher_cache import Cache, write_cache
from .training import DEVICE, Average, Checkpoint, Clock, batches, label_weights, predict, sigmoid
from .two_readings import both_readings

SEED = 13


def distance(mine: torch.Tensor, theirs: torch.Tensor) -> torch.Tensor:
    """Mean squared distance over the variance of the teacher's values (about 1 for unrelated vectors)."""
    return F.mse_loss(mine.float(), theirs) / theirs.var()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--student", choices=list(RECIPES), default="6x384-ff1024")
    parser.add_argument("--name", help="of the files in runs/; the student's recipe by default")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--pilot", type=float, default=0, help="stop after so many minutes, go on later")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--settle", type=float, default=0.35, help="share of the time at the end that is spent on messages only, without phrases and public sets")
    parser.add_argument("--size", type=float, default=1.0, help="size of the text pool")
    parser.add_argument("--copies", type=float, default=1.0, help="factor on the texts with words exchanged")
    parser.add_argument("--soft", type=float, default=0.6, help="weight of the teachers against the labels")
    parser.add_argument("--others", type=int, default=2, help="how often texts in other languages than English come in an epoch, of which there are fewer")
    parser.add_argument("--any", type=float, default=6.0, help="weight of any-sensitive in the loss")
    parser.add_argument("--near", type=float, default=1.0, help="weight of the distances from the first teacher's vector and states")
    parser.add_argument("--teacher", type=Path, default=runs("teacher-e5.pt"))
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="further teachers; each has a voice, see bases.py")
    parser.add_argument("--after", type=Path, help="an earlier student of the same shape to start from")
    parser.add_argument("--keep", type=float, default=0.0, help="share of the weights of --after in the finished student, which is a mean of both")
    args = parser.parse_args()
    if args.keep and not args.after:
        parser.error("--keep needs --after, whose weights it keeps")
    name = f"student-{args.name or args.student}"
    if args.after and args.after.resolve() == runs(f"{name}.pt").resolve():
        parser.error(f"--after is the file that this training writes: give it another --name than {name}")
    torch.manual_seed(SEED)

    recipe = RECIPES[args.student]
    layers = sorted({layer for each in (RECIPES if args.pilot else [args.student]) for _, layer in milestones(RECIPES[each])}) if args.near else []
    folder = runs(f"cache/{args.size}-{args.copies}/rows.pkl").parent
    data = load(args.shared)
    paths = [args.teacher, *args.also]
    write_cache(folder, paths, data, args.shared, args.size, args.copies, layers)
    cache = Cache(folder, paths, layers)
    print(f"{len(cache.encoded)} texts, {cache.starts[-1]} tokens")

    sample = [r.text for r in data["train"][:3000]]
    net = load_network(args.after).train() if args.after else start_student(load_network(args.teacher), recipe, sample[::2])
    net.to(DEVICE)
    optimizer = torch.optim.AdamW(net.parameters(), lr=args.rate, betas=(0.9, 0.99), weight_decay=0.01, fused=True)
    average = Average(net, 0.998)
    checkpoint, finished = Checkpoint(runs(f"{name}.ckpt"), args.after), runs(f"{name}.pt")
    step, epoch, spent, pieces = 0, 0, 0.0, vocab.fingerprint()
    if state := checkpoint.read():
        net.load_state_dict(state["net"])
        optimizer.load_state_dict(state["optimizer"])
        average.shadow, step, epoch, spent = state["average"], state["step"], state["epoch"], state["spent"]
        print(f"resumed at step {step}")

    clock = Clock(args.minutes * 60, spent, warmup=0.03)
    stop_s = min(clock.budget_s, spent + args.pilot * 60) if args.pilot else clock.budget_s
    settle_s = (1 - args.settle) * clock.budget_s
    weights, marks = label_weights(args.any).to(DEVICE), milestones(recipe)
    log = open(runs(f"{name}.log"), "a")

    def save() -> None:
        checkpoint.write(net=net.state_dict(), optimizer=optimizer.state_dict(), average=average.shadow, step=step, epoch=epoch, spent=clock.elapsed_s, pieces=pieces)
        average.swap(net)
        save_network(net, finished, pieces=pieces)
        average.swap(net)

    validation = [r for i, r in enumerate(data["validation"]) if r.source.startswith("real-") or r.earlier or i % 3 == 0]
    validation_encoded = vocab.encode([(r.text, r.earlier) for r in validation])

    def report() -> None:
        results = metrics.table(sigmoid(both_readings(predict(net, validation_encoded))), validation)
        print(f"{args.student} step {step} epoch {epoch} {clock.elapsed_s:.0f} s {dict((k, round(v / max(1, seen), 3)) for k, v in sums.items())}\n{metrics.show(results)}", file=log, flush=True)
        runs(f"{name}.json").write_text(json.dumps({"seconds": clock.elapsed_s, "steps": step, "results": results}))

    bar = tqdm(total=round(stop_s), initial=round(spent), unit="s", mininterval=10)
    last_save = clock.elapsed_s
    sums, seen = {}, 0
    while clock.elapsed_s < stop_s:
        rng = np.random.default_rng([SEED, epoch, step])
        sums, seen = dict.fromkeys(("soft", "hard", "pooled", "states") if args.near else ("soft", "hard"), 0.0), 0
        settling = clock.elapsed_s >= settle_s
        pool = np.flatnonzero(cache.written) if settling else np.arange(len(cache.lengths))
        pool = np.repeat(pool, np.where(cache.english[pool], 1, args.others))
        for at in (pool[batch] for batch in batches(cache.lengths[pool], args.batch, rng)):
            if clock.elapsed_s >= (stop_s if settling else min(stop_s, settle_s)):
                break
            for group in optimizer.param_groups:
                group["lr"] = args.rate * clock.rate()
            with torch.autocast(DEVICE.type, torch.bfloat16):
                pooled, states = net.encode(collate([cache.encoded[i] for i in at]).to(DEVICE), keep=bool(args.near))
            logits = net.head(pooled.float())
            soft_target = cache.logits(at).to(DEVICE).sigmoid()
            hard_target = torch.from_numpy(cache.target[at]).float().to(DEVICE)
            hard_target = torch.where(hard_target < 0, soft_target, hard_target)
            soft = (F.binary_cross_entropy_with_logits(logits, soft_target, reduction="none") * weights).sum(1).mean()
            hard = (F.binary_cross_entropy_with_logits(logits, hard_target, reduction="none") * weights).sum(1).mean()
            value = args.soft * soft + (1 - args.soft) * hard
            parts = [soft, hard]
            if args.near:
                vector = distance(pooled, cache.pooled(at).to(DEVICE))
                hidden = sum(distance(states[mine + 1], cache.tokens(theirs, at).to(DEVICE)) for mine, theirs in marks)
                value = value + args.near * (2.0 * vector + hidden)
                parts += [vector, hidden]
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 10.0)
            optimizer.step()
            step += 1
            seen += 1
            average.update(net, step)
            for key, part in zip(sums, parts, strict=True):
                sums[key] += float(part.detach())
            bar.update(round(clock.elapsed_s) - bar.n)
            if step % 100 == 0:
                bar.set_postfix(step=step, epoch=epoch, **{k: f"{v / seen:.3f}" for k, v in sums.items()})
            if clock.elapsed_s - last_save > 240:
                last_save = clock.elapsed_s
                save()
        else:
            epoch += 1
            average.swap(net)
            report()
            average.swap(net)
    save()
    average.swap(net)
    if args.keep:
        blend(net, load_network(args.after).to(DEVICE), args.keep)
        save_network(net, finished, pieces=pieces)
    report()


if __name__ == "__main__":
    main()

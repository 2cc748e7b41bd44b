"""Step 2: fine-tune a pretrained encoder on labelled messages.

    python -m inkling_model.train_teacher [--base e5] [--minutes 60] [--shared ../shared/data]
    python -m inkling_model.train_teacher --base minilm --minutes 12
    python -m inkling_model.train_teacher --base mpnet --focus --rate 6e-5 --minutes 48

Checkpoints every five minutes into runs/teacher-<name>.ckpt; started again, it goes on from there, the rest of that epoch drawn
anew. `--after FILE` starts from an earlier teacher instead of the pretrained weights, with a schedule of its own: a second round,
on more messages. It needs a `--name` of its own.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from . import metrics, vocab
from .bases import BASES
from .mix import Mix
from .network import collate
from .places import SHARED, runs
from .students import save_network
from .training import DEVICE, Average, Checkpoint, Clock, batches, label_weights, loss, predict, sigmoid, thin
from .two_readings import both_readings


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", choices=list(BASES), default="e5")
    parser.add_argument("--name", help="of the files in runs/; the base's name by default")
    parser.add_argument("--after", type=Path, help="an earlier teacher of the same base to start from")
    parser.add_argument("--focus", action="store_true", help="messages only, and of our own ones half an epoch: for an encoder too slow for many epochs")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--thin", type=float, default=0.06, help="share of pieces left out of a message, anew every epoch")
    parser.add_argument("--dropout", type=float, default=0.1, help="on the pooled vector")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    base, name = BASES[args.base], f"teacher-{args.name or args.base}"

    net = base.network()
    if args.after:
        net.load_state_dict(torch.load(args.after)["state"])
    heads = list(net.head.parameters())
    body = [p for n, p in net.named_parameters() if not n.startswith("head.")]
    net.to(DEVICE)
    optimizer = torch.optim.AdamW([{"params": body, "lr": args.rate}, {"params": heads, "lr": args.head_rate}], betas=(0.9, 0.99), weight_decay=0.01, fused=True)
    rates = [args.rate, args.head_rate]
    average = Average(net)
    step = epoch = 0
    spent = 0.0
    checkpoint = Checkpoint(runs(f"{name}.ckpt"), args.after)
    pieces = {"pieces": vocab.fingerprint()} if args.base == "e5" else {}
    if state := checkpoint.read():
        net.load_state_dict(state["net"])
        optimizer.load_state_dict(state["optimizer"])
        average.shadow = state["average"]
        step, epoch, spent = state["step"], state["epoch"], state["spent"]
        print(f"resumed at step {step}, epoch {epoch}, {spent:.0f} s spent")

    def save() -> None:
        checkpoint.write(net=net.state_dict(), optimizer=optimizer.state_dict(), average=average.shadow, step=step, epoch=epoch, spent=clock.elapsed_s, **pieces)
        average.swap(net)
        save_network(net, runs(f"{name}.pt"), base=args.base, focus=args.focus, **pieces)
        average.swap(net)

    mix, weights = Mix(args.shared, args.seed), label_weights().to(DEVICE)

    def draw(number: int) -> tuple[list[tuple[list[int], int]], np.ndarray, torch.Tensor]:
        """(encoded messages, their lengths, their targets) of an epoch."""
        rows = [r for r in mix.epoch(number, args.focus) if r.lang in base.languages]
        encoded = thin(base.encode(rows), args.thin, np.random.default_rng(args.seed * 31 + number), eos=base.eos)
        return encoded, np.array([len(ids) for ids, _ in encoded]), torch.from_numpy(metrics.targets(rows)).float()

    drawn = draw(epoch)  # before the clock starts, so that the rate has its slow start
    clock = Clock(args.minutes * 60, spent)
    last_save = clock.elapsed_s
    bar = tqdm(total=round(args.minutes * 60), initial=round(spent), unit="s", mininterval=10)
    log = open(runs(f"{name}.log"), "a")
    while clock.elapsed_s < clock.budget_s:
        encoded, lengths, target = drawn or draw(epoch)
        drawn = None
        rng = np.random.default_rng([args.seed, epoch, step])
        print(f"epoch {epoch}: {len(encoded)} rows, mean {lengths.mean():.1f} tokens", file=log, flush=True)
        net.train()
        total = 0.0
        for number, at in enumerate(batches(lengths, args.batch, rng)):
            if clock.elapsed_s >= clock.budget_s:
                break
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * clock.rate()
            with torch.autocast(DEVICE.type, torch.bfloat16):
                pooled, _ = net.encode(collate([encoded[i] for i in at]).to(DEVICE))
            pooled = torch.nn.functional.dropout(pooled.float(), args.dropout)
            value = loss(net.head(pooled), target[at].to(DEVICE), weights)
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            torch.nn.utils.clip_grad_norm_(body, 10.0)
            optimizer.step()
            step += 1
            average.update(net, step)
            total += float(value.detach())
            bar.update(round(clock.elapsed_s) - bar.n)
            if step % 100 == 0:
                bar.set_postfix(step=step, epoch=epoch, loss=f"{total / (number + 1):.3f}", rate=f"{clock.rate():.2f}")
            if clock.elapsed_s - last_save > 300:
                last_save = clock.elapsed_s
                save()
        epoch += 1
        average.swap(net)
        net.eval()
        rows = [r for i, r in enumerate(mix.validation) if r.lang in base.languages and (r.source.startswith("real-") or r.earlier or i % 3 == 0)]
        results = metrics.table(sigmoid(both_readings(predict(net, base.encode(rows)))), rows)
        average.swap(net)
        print(f"step {step} epoch {epoch} {clock.elapsed_s:.0f} s train loss {total / max(1, number + 1):.3f}\n{metrics.show(results)}", file=log, flush=True)
        runs(f"{name}.json").write_text(json.dumps(results))
        save()
    save()


if __name__ == "__main__":
    main()

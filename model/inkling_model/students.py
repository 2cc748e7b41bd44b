"""Students: which teacher layers they take over, and how wide their feed-forward parts are."""

from dataclasses import dataclass
from pathlib import Path

import torch

from . import vocab
from .network import Network, Shape, collate
from .places import complete


@dataclass(frozen=True)
class Recipe:
    """`layers` are the teacher layers taken over; `ff` the kept width of their feed-forward parts (teacher: 1536)."""

    layers: tuple[int, ...]
    ff: int


RECIPES = {
    "6x384-ff1024": Recipe((0, 2, 4, 7, 9, 11), 1024),
    "6x384": Recipe((0, 2, 4, 7, 9, 11), 1536),
    "8x384-ff768": Recipe((0, 2, 3, 5, 7, 8, 10, 11), 768),
    "6x384-ff768": Recipe((0, 2, 4, 7, 9, 11), 768),
    "4x384": Recipe((0, 3, 7, 11), 1536),
    "3x384": Recipe((0, 7, 11), 1536),
}


def milestones(recipe: Recipe) -> list[tuple[int, int]]:
    """(student layer, teacher layer) whose token states should agree: in the middle and before the last layer.

    A student layer stands for all teacher layers up to the next one taken over, so it learns what that one expects.
    """
    picks = sorted({len(recipe.layers) // 2 - 1, len(recipe.layers) - 2})
    return [(i, recipe.layers[i + 1] - 1) for i in picks]


@torch.inference_mode()
def importance(teacher: Network, encoded, batch: int = 64) -> list[torch.Tensor]:
    """For each layer float [1536]: mean |activation| of each feed-forward unit times the norm of its outgoing weights."""
    sums = [torch.zeros(layer.fi.out_features) for layer in teacher.layers]
    hooks = []

    def watch(i):
        def hook(_module, _inputs, output):
            sums[i] += torch.nn.functional.gelu(output.float()).abs().sum(0)
        return hook

    for i, layer in enumerate(teacher.layers):
        hooks.append(layer.fi.register_forward_hook(watch(i)))
    for start in range(0, len(encoded), batch):
        teacher.encode(collate(encoded[start : start + batch]))
    for hook in hooks:
        hook.remove()
    return [s * layer.fo.weight.norm(dim=0) for s, layer in zip(sums, teacher.layers)]


def start_student(teacher: Network, recipe: Recipe, texts: list[str]) -> Network:
    """A student on the teacher's embeddings, layers and heads; feed-forward units pruned by importance on `texts`."""
    student = Network(Shape(layers=len(recipe.layers), ff=recipe.ff, vocab=teacher.shape.vocab, pooled_last=True))
    scores = importance(teacher, vocab.encode([(t, ()) for t in texts]))
    with torch.no_grad():
        for name in ("word", "pos", "norm", "head"):
            getattr(student, name).load_state_dict(getattr(teacher, name).state_dict())
        for mine, source in zip(student.layers, recipe.layers):
            theirs = teacher.layers[source]
            for name in ("qkv", "ao", "aln", "oln"):
                getattr(mine, name).load_state_dict(getattr(theirs, name).state_dict())
            keep = scores[source].topk(mine.fi.out_features).indices.sort().values
            mine.fi.weight.copy_(theirs.fi.weight[keep])
            mine.fi.bias.copy_(theirs.fi.bias[keep])
            mine.fo.weight.copy_(theirs.fo.weight[:, keep])
            mine.fo.bias.copy_(theirs.fo.bias)
    return student


@torch.no_grad()
def blend(net: Network, start: Network, share: float) -> None:
    """Mixes `share` of the weights of `start`, from which `net` was trained on, into `net`, in place.

    The mean of a network before and after a further round is often better than both (Wortsman et al. 2022, WiSE-FT).
    """
    for mine, theirs in zip(net.parameters(), start.parameters(), strict=True):
        mine.lerp_(theirs, share)


@torch.no_grad()
def quiet_emoji(net: Network, pieces: list[str]) -> int:
    """Gives emoji and dingbats the vector of a bare word mark, in place; returns how many pieces.

    The corpora hold few emoji, most of them in thanks and greetings, so one smiley made `chat` of any message: with it the
    main intent of 500 real messages fell from 0.88 to 0.72, with quiet emoji it is 0.88 again, and no topic is lost.
    """
    def is_emoji(piece: str) -> bool:
        bare = piece.removeprefix("▁")
        return bool(bare) and all(ord(c) >= 0x1F000 or 0x2600 <= ord(c) <= 0x27BF or 0x2B00 <= ord(c) <= 0x2BFF for c in bare)

    at = [i for i, piece in enumerate(pieces) if is_emoji(piece)]
    net.word.weight[at] = net.word.weight[pieces.index("▁")].clone()
    return len(at)


def load_network(path: Path) -> Network:
    """A Network from a file of {shape, state}. Raises ValueError where it was trained on other pieces than the tokenizer has now."""
    saved = torch.load(path, weights_only=False, map_location="cpu")
    check_pieces(saved, path)
    net = Network(Shape(**saved["shape"]))
    net.load_state_dict(saved["state"])
    return net.eval()


def save_network(net: Network, path: Path, **notes: object) -> None:
    """A file that `load_network` reads, with `notes` about it beside the weights."""
    with complete(path) as unfinished:
        torch.save({"shape": net.shape.as_dict(), "state": net.state_dict(), **notes}, unfinished)


def check_pieces(saved: dict, path: Path) -> None:
    """Raises ValueError where a file notes the pieces it was trained on and they are not those of the tokenizer."""
    if saved.get("pieces", vocab.fingerprint()) != vocab.fingerprint():
        raise ValueError(f"{path}: trained on pieces {saved['pieces']}, but the tokenizer has {vocab.fingerprint()}: its numbers mean other words")

import argparse
import json
import random
from collections import Counter

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig


def load(path):
    #: jsonl
    with open(path, encoding="utf-8-sig") as file:
        return [json.loads(line) for line in file if line.strip()]


def split(rows, sample):
    #: split
    rows = list(rows)
    random.Random(0).shuffle(rows)
    held = max(1, round(len(rows) * HELD_OUT))
    if len(rows) < 3:
        raise SystemExit("say:few")
    return {"val": rows[:held], "test": rows[held : 2 * held], "train": rows[2 * held :][:sample]}


class Prompts:
    #: prompts
    def __init__(self, examples, passages):
        self.examples, self.passages = examples, passages
        self.similar = Search([row["question"] for row in examples])
        self.search = Search([text for _, text in passages])

    def found(self, question):
        return [self.passages[index] for index in self.search.best(question, PASSAGES)]

    def text(self, question, shots, retrieval):
        parts = ["say:instruction"]
        if retrieval:
            parts.append("say:use_passages")
            parts += [f"[{name}] {passage}" for name, passage in self.found(question)]
        for index in self.similar.best(question, shots):
            row = self.examples[index]
            parts.append(f"Q: {row['question']}\nA: {row['answer']}")
        return "\n\n".join([*parts, f"Q: {question}\nA:"])


def load_model(name, four_bit, dtype=torch.bfloat16):
    #: load_model
    quantised = BitsAndBytesConfig(
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16
    )
    extra = {"quantization_config": quantised} if four_bit else {}
    model = AutoModelForCausalLM.from_pretrained(
        name, dtype=dtype, device_map="auto", **extra
    )
    return model, AutoTokenizer.from_pretrained(name)


def encode(tokenizer, prompt):
    messages = [{"role": "user", "content": prompt}]
    text = tokenizer.apply_chat_template(
        messages, tokenize=False, add_generation_prompt=True, enable_thinking=False
    )
    return tokenizer(text, add_special_tokens=False)["input_ids"]


@torch.no_grad()
def answer(model, tokenizer, prompt):
    inputs = torch.tensor([encode(tokenizer, prompt)], device=model.device)
    made = model.generate(
        input_ids=inputs,
        attention_mask=torch.ones_like(inputs),
        max_new_tokens=MAX_ANSWER_TOKENS,
        do_sample=False,
        pad_token_id=tokenizer.eos_token_id,
    )
    return tokenizer.decode(made[0, inputs.shape[1] :], skip_special_tokens=True).strip()


def overlap(truth, guess):
    #: overlap
    one, other = Counter(tokens(truth)), Counter(tokens(guess))
    common = sum((one & other).values())
    return 2 * common / max(1, sum(one.values()) + sum(other.values()))


def evaluate(name, model, tokenizer, prompts, rows, shots, retrieval):
    exact, alike = 0, 0.0
    for row in rows:
        guess = answer(model, tokenizer, prompts.text(row["question"], shots, retrieval))
        exact += tokens(guess) == tokens(row["answer"])
        alike += overlap(row["answer"], guess)
    count = len(rows)
    print(f"{name:16} exact {exact / count:.4f}  overlap {alike / count:.4f}  ({count} questions)")


def evaluate_search(prompts, rows):
    #: evaluate_search
    hits = 0
    for row in rows:
        texts = [passage for _, passage in prompts.found(row["question"])]
        hits += any(holds(text, row["answer"]) for text in texts)
    print(f"{'search':16} found {hits / len(rows):.4f}  ({len(rows)} questions)")


def targets_of(tokenizer, prompts, row, device):
    #: answer_only
    question = encode(tokenizer, prompts.text(row["question"], 0, False))
    reply = tokenizer(row["answer"], add_special_tokens=False)["input_ids"]
    inputs = torch.tensor([[*question, *reply, tokenizer.eos_token_id]], device=device)
    labels = inputs.clone()
    labels[:, : len(question)] = -100
    return {"input_ids": inputs, "attention_mask": torch.ones_like(inputs), "labels": labels}


def with_adapters(model, step, four_bit):
    #: lora
    from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training

    if four_bit:
        model = prepare_model_for_kbit_training(model)
    else:
        model.enable_input_require_grads()
    return get_peft_model(
        model,
        LoraConfig(
            task_type="CAUSAL_LM",
            r=step["rank"],
            lora_alpha=2 * step["rank"],
            lora_dropout=step["lora_dropout"],
            target_modules="all-linear",
        ),
    )


@torch.no_grad()
def validation_loss(model, tokenizer, prompts, rows):
    model.eval()
    total = 0.0
    for row in rows:
        total += model(**targets_of(tokenizer, prompts, row, model.device)).loss.item()
    return total / len(rows)


def tune(model, tokenizer, prompts, parts, step, folder):
    #: tune
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    group = {"params": weights, "lr": step["rate"], "weight_decay": step.get("weight_decay", 0.0)}
    optimizer = OPTIMIZERS[step["optimizer"]]([group])
    rows = list(parts["train"])[: step.get("sample")]
    shortest, longest = step["epochs"]
    per_epoch = math.ceil(len(rows) / BATCH)
    plan = rates_over_time(optimizer, longest * per_epoch, step.get("warmup", 0.0))
    best, waited = float("inf"), 0
    for epoch in range(longest):
        random.shuffle(rows)
        model.train()
        for first in range(0, len(rows), BATCH):
            batch = rows[first : first + BATCH]
            for row in batch:
                inputs = targets_of(tokenizer, prompts, row, model.device)
                with torch.autocast(model.device.type, torch.bfloat16):
                    loss = model(**inputs).loss / len(batch)
                loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            plan.step()
        loss = validation_loss(model, tokenizer, prompts, parts["val"])
        print(f"  epoch {epoch + 1}/{longest}  val loss {loss:.4f}")
        if loss < best:
            best, waited = loss, 0
            model.save_pretrained(folder)
        else:
            waited += 1
        #: early
        if "patience" in step and epoch + 1 >= shortest and waited >= step["patience"]:
            break


def run(name, seed, prompts, parts, options):
    set_seed(seed)
    step = STEPS[name]
    four_bit = options.four_bit and name != "all"
    #: master_weights
    dtype = torch.float32 if name == "all" else torch.bfloat16
    model, tokenizer = load_model(options.model, four_bit, dtype)
    if name in ("lora", "lora_sample", "all"):
        if name != "all":
            model = with_adapters(model, step, four_bit)
        model.gradient_checkpointing_enable()
        folder = f"tuned_{name}_{seed}"
        tune(model, tokenizer, prompts, parts, step, folder)
        tokenizer.save_pretrained(folder)
        #: best_saved
        if name == "all":
            del model
            model, _ = load_model(folder, False)
        else:
            from peft import load_peft_weights, set_peft_model_state_dict

            set_peft_model_state_dict(model, load_peft_weights(folder))
    model.eval()
    shots = 0 if name in ("lora", "lora_sample", "all") else SHOTS
    retrieval = name == "retrieval"
    for part in ("val", "test") if options.test else ("val",):
        evaluate(f"{name} {part}", model, tokenizer, prompts, parts[part], shots, retrieval)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default=DATA)
    parser.add_argument("--documents", default=DOCUMENTS)
    parser.add_argument("--step", choices=list(STEPS), default=ADVISED)
    parser.add_argument("--model", default=MODEL)
    parser.add_argument("--four-bit", action=argparse.BooleanOptionalAction, default=FOUR_BIT)
    parser.add_argument("--search-only", action="store_true")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--test", action="store_true")
    options = parser.parse_args()
    parts = split(load(options.data), options.sample)
    prompts = Prompts(parts["train"], passages_of(options.documents))
    print(f"{len(parts['train'])} examples to learn from, {len(prompts.passages)} passages")
    if prompts.passages:
        evaluate_search(prompts, parts["val"])
    elif options.step == "retrieval":
        print("say:no_documents")
    if options.search_only:
        return
    #: baseline_prompt
    for name in dict.fromkeys(("prompt", options.step)):
        for seed in options.seeds:
            run(name, seed, prompts, parts, options)


if __name__ == "__main__":
    main()

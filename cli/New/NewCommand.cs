using System.CommandLine;
using System.CommandLine.Parsing;
using Infra.Cli.New.Fleet;
using Infra.Cli.New.Writing;
using Infra.Cli.Shell;
using Infra.Findings;
using Spectre.Console;

namespace Infra.Cli.New;

/// <summary><c>platform new</c>: writes a stack, and what is added to one, and a service into a team's repository, as a person
/// would.</summary>
public static class NewCommand
{
    /// <summary>The command.</summary>
    /// <param name="setting">What all commands share.</param>
    public static Command Of(CommandSetting setting) =>
        new("new", "Write a stack, what is added to one, or a service of a paved road in a team's repository.")
        {
            StackCommand.Of(setting), ClusterCommand.Of(setting), SiteCommand.Of(setting), AddOnCommand.Of(setting), Team(setting),
             Inference(setting.Console), Training(setting.Console), Sandbox(setting.Console), Notebook(setting.Console),
        };

    private static ExampledCommand Team(CommandSetting setting)
    {
        var name = new Argument<string>("name") { Description = "Name of the team and of its namespaces." };
        var owners = new Option<string[]>("--owners")
        {
            Description = "Groups that work in its namespaces; one that the stack does not have is added.",
            HelpName = "group,…",
            Required = true,
            CustomParser = NewOptions.Words,
        };
        var costCentre = new Option<string>("--cost-centre") { Description = "Who pays.", HelpName = "label", Required = true };
        var dataClass = new Option<string>("--data-class") { Description = "Class of its data.", HelpName = "class", Required = true };
        var clusters = new Option<string[]>("--clusters")
        {
            Description = "Its clusters. [default: all]", HelpName = "cluster,…", CustomParser = NewOptions.Words,
        };
        var gpus = new Option<GpuShare[]>("--gpus")
        {
            Description = "Its share of a pool: how many are its own, and how many more it may use while nobody else does.",
            HelpName = "[cluster/]pool=guaranteed[+borrowable],…",
            CustomParser = GpuShare.Read,
        };
        var cpu = NewOptions.Number("--cpu", "Processors that its pods may request, on each cluster.", "number", 1);
        cpu.Required = true;
        var memory = NewOptions.Number("--memory", "Memory that its pods may request, in GiB, on each cluster.", "GiB", 1);
        memory.Required = true;
        var storage = NewOptions.Number("--storage", "Size of all its volumes in GiB, on each cluster. [default: none]", "GiB", 0);
        var repository = new Option<string?>("--repository")
        {
            Description = "Repository from which it is delivered. [default: none]", HelpName = "URL",
        };
        var aws = new Option<string[]>("--aws")
        {
            Description = "IAM roles or users of the group that is added.", HelpName = "ARN,…", CustomParser = NewOptions.Words,
        };
        var azure = new Option<string?>("--azure") { Description = "Object id in Entra ID of the group that is added.", HelpName = "id" };
        var oidc = new Option<string?>("--oidc") 
        {
            Description = "What a cluster on-prem calls the group that is added.", HelpName = "claim",
        };

        var team = new ExampledCommand(
            "team",
            "Add a team to a stack file, if the stack has no new error with it. All else in the file stays as it is.",
            """
            platform new team speech dev --owners speech --cost-centre 4720 --data-class internal --clusters frankfurt \
              --gpus inference=4+4 --cpu 16 --memory 64
            """)
        {
            name, setting.Stack, owners, costCentre, dataClass, clusters, gpus, cpu, memory, storage, repository, aws, azure, oidc,
        };
        team.SetAction(async (parsed, _) =>
        {
            var addition = TeamAddition.Of(
                parsed.GetValue(setting.Project)!, parsed.GetValue(setting.Stack)!,
                new NewTeam(
                    parsed.GetValue(name)!, [.. parsed.GetValue(owners)!], parsed.GetValue(costCentre)!, parsed.GetValue(dataClass)!,
                    [.. parsed.GetValue(clusters) ?? []], [.. parsed.GetValue(gpus) ?? []], parsed.GetValue(cpu), parsed.GetValue(memory),
                    parsed.GetValue(storage), parsed.GetValue(repository)),
                new NewGroup("", [.. parsed.GetValue(aws) ?? []], parsed.GetValue(azure), parsed.GetValue(oidc)));
            var errors = await addition.Change.ErrorsAsync();
            foreach (var group in addition.NewGroups)
            {
                setting.Console.Profile.Out.Writer
                    .Write($"The group {group} is new.{Spelling.DidYouMean(group, addition.KnownGroups)}\n");
            }

            return addition.Change.Finish(
                errors, addition.NewGroups.IsEmpty ? "" : " What clouds call a new group is said by --aws, --azure and --oidc.",
                setting.Console, parsed.InvocationConfiguration.Error);
        });
        return team;
    }

    private static ExampledCommand Inference(IAnsiConsole console)
    {
        var model = new Option<string>("--model")
        {
            Description = "Name by which clients ask for the model.", HelpName = "name", Required = true,
        };
        var size = new Option<decimal>("--size-gb")
        {
            Description = "Weights on disk, in GB: parameters times bytes each.",
            HelpName = "GB",
            Required = true,
            CustomParser = NewOptions.Size,
        };
        var image = NewOptions.Text("--image", "Weights in an OCI image, by digest.", "image", NewOptions.Digest(), NewOptions.DigestRule);
        var from = NewOptions.Text(
            "--from", "Weights in an object store.", "URL", NewOptions.Store(), "s3://bucket/path or az://container/path");
        var claim = NewOptions.Label("--claim", "Weights in a volume that exists.");
        var fill = NewOptions.Text(
            "--fill", "Weights that a volume is filled with, once.", "URL", NewOptions.Origin(),
            "s3://bucket/path or hf://organisation/model@revision");
        var gpu = new GpuOptions("time-sliced", "mps", "any");
        var replicas = new Option<(int Least, int Most)>("--replicas")
        {
            Description = "How many, or from how many to how many. [default: 1]",
            HelpName = "number[-number]",
            CustomParser = NewOptions.Range,
        };
        return Road(
            "inference",
            "Write a model that is served.",
            """
            platform new inference chat --team speech --model llama-3.1-8b --size-gb 16 \
              --fill hf://meta-llama/Llama-3.1-8B-Instruct@main --gpu-memory 24
            """,
            [model, size, image, from, claim, fill, .. gpu.All, replicas],
            (parsed, name, team) => new NewInference(
                name, team, parsed.GetValue(model)!, parsed.GetValue(size),
                new(parsed.GetValue(image), parsed.GetValue(from), parsed.GetValue(claim), parsed.GetValue(fill)), gpu.Of(parsed)!,
                parsed.GetResult(replicas) is null ? 1 : parsed.GetValue(replicas).Least,
                parsed.GetResult(replicas) is null ? 1 : parsed.GetValue(replicas).Most),
            console,
            given =>
            {
                gpu.Require(given);
                Option[] sources = [image, from, claim, fill];
                if (sources.Count(source => given.GetResult(source) is not null) != 1)
                {
                    given.AddError($"Weights come from one place. Give one of {string.Join(", ", sources.Select(each => each.Name))}.");
                }
            });
    }

    private static ExampledCommand Training(IAnsiConsole console)
    {
        var image = NewOptions.Text("--image", "Image of the job, by digest.", "image", NewOptions.Digest(), NewOptions.DigestRule);
        image.Required = true;
        var gpu = new GpuOptions("time-sliced", "mps");
        var nodes = NewOptions.Number("--nodes", "Nodes, all of which start, or none.", "number", 1);
        nodes.DefaultValueFactory = _ => 1;
        var checkpoints = NewOptions.Number("--checkpoints", "Volume for checkpoints, in GiB. [default: none]", "GiB", 1);
        var words = new Argument<string[]>("command")
        {
            Description = "What each node runs, behind two hyphens.", Arity = ArgumentArity.OneOrMore,
        };
        return Road(
            "training",
            "Write a training job.",
            """
            platform new training tune --team speech --image quay.io/acme/tune@sha256:<digest> --gpu h100 --gpu-count 8 --nodes 2 \
              -- torchrun tune.py
            """,
            [image, .. gpu.All, nodes, checkpoints],
            (parsed, name, team) => new NewTraining(
                name, team, parsed.GetValue(image)!, [.. parsed.GetValue(words)!], gpu.Of(parsed)!, parsed.GetValue(nodes),
                parsed.GetValue(checkpoints)),
            console, gpu.Require, words);
    }

    private static ExampledCommand Sandbox(IAnsiConsole console)
    {
        var image = NewOptions.Text("--image", "Image of a sandbox, by digest.", "image", NewOptions.Digest(), NewOptions.DigestRule);
        image.Required = true;
        var client = NewOptions.Label("--client", "Service account that claims sandboxes.");
        client.Required = true;
        var port = NewOptions.Number("--port", "Port on which a sandbox takes orders. [default: none]", "port", 1, 65535);
        var warm = NewOptions.Number("--warm", "Sandboxes that wait, started and ready.", "number", 0);
        warm.DefaultValueFactory = _ => 0;
        return Road(
            "sandbox",
            "Write sandboxes in which agents run code.",
            """
            platform new sandbox python --team speech --image quay.io/acme/python@sha256:<digest> --client agent --port 8888 --warm 2
            """,
            [image, client, port, warm],
            (parsed, name, team) => new NewSandbox(
                name, team, parsed.GetValue(image)!, parsed.GetValue(client)!, parsed.GetValue(port), parsed.GetValue(warm)),
            console, _ => { });
    }

    private static ExampledCommand Notebook(IAnsiConsole console)
    {
        var secret = NewOptions.Label("--token-secret", "Secret with the key token, by which users get in. [default: the name]");
        var gpu = new GpuOptions("time-sliced", "mps", "whole");
        var idle = NewOptions.Number("--idle-minutes", "Minutes without work after which it ends.", "number", 5);
        idle.DefaultValueFactory = _ => 60;
        return Road(
            "notebook",
            "Write a notebook, on a GPU or a part of one with 5 GiB unless one is asked for.",
            """
            platform new notebook lab --team speech --gpu-memory 10
            """,
            [secret, .. gpu.All, idle],
            (parsed, name, team) => new NewNotebook(
                name, team, parsed.GetValue(secret) ?? name, gpu.Of(parsed) ?? new(null, 5, null, 1), parsed.GetValue(idle)),
            console, _ => { });
    }

    // Every road has a name, a team and a place.
    private static ExampledCommand Road(
        string road, string what, string example, IEnumerable<Option> options, Func<ParseResult, string, string, NewService> service,
        IAnsiConsole console, Action<ArgumentResult> check, Argument? more = null)
    {
        var name = new Argument<string>("name")
        {
            Description = "Name of the file, and of what it becomes.",
            CustomParser = given =>
            {
                // Here, because one mistake in a validator of the command would keep all others from being told.
                check(given);
                return NewOptions.LabelIn(given, "The name", NewService.MostLetters);
            },
        };
        var team = NewOptions.Label("--team", "The team that delivers it.", 30);
        team.Required = true;
        var repository = new Option<DirectoryInfo>("--repository")
        {
            Description = "Clone of the team's repository, which gets the file apps/<name>.yaml.",
            HelpName = "folder",
            DefaultValueFactory = _ => new DirectoryInfo(Directory.GetCurrentDirectory()),
        };
        var command = new ExampledCommand(road, what, example) { name };
        if (more is not null)
        {
            command.Add(more);
        }

        foreach (var option in options.Prepend(team).Append(repository))
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var made = service(parsed, parsed.GetValue(name)!, parsed.GetValue(team)!);
            var folder = parsed.GetValue(repository)!;
            var file = ServiceFile.Create(folder, made);
            console.Profile.Out.Writer.Write($"Written to {Path.Combine(folder.ToString(), file)}:\n{made.Text()}");
            return ExitCode.Fine;
        });
        return command;
    }
}

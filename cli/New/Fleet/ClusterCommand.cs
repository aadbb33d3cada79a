using System.CommandLine;
using System.Text.Json.Nodes;
using Infra.Cli.New.Writing;
using Infra.Cli.Shell;
using Infra.Cli.StackFiles;
using Infra.Findings;

namespace Infra.Cli.New.Fleet;

/// <summary><c>platform new cluster</c>: adds a cluster in a cloud to a stack file.</summary>
internal static class ClusterCommand
{
    internal static Command Of(CommandSetting setting)
    {
        var kind = FleetOptions.Choice("--kind", "Kind of the cluster.", "kind", FleetCloud.All.Select(cloud => cloud.Kind));
        var name = NewOptions.Label("--name", "Name of the cluster.", 20);
        var region = new Option<string>("--region") { Description = "Region of the cloud.", HelpName = "region", Required = true };
        (kind.Required, name.Required) = (true, true);
        var version = new Option<string>("--version")
        {
            Description = "Minor version of Kubernetes.", HelpName = "version", DefaultValueFactory = _ => FleetCloud.Version,
        };
        var gpu = FleetOptions.Gpu("Model of its GPUs. [default: the smallest with 24 GB that the region sells]");
        var most = NewOptions.Number("--max", "GPU nodes at most.", "number", 1, 1000);
        most.DefaultValueFactory = _ => 4;
        var network = new Option<string?>("--network")
        {
            Description = "Its network. [default: a /16 that the stack does not use]", HelpName = "CIDR",
        };
        var administrator = new Option<string?>("--administrator")
        {
            Description = "Who may use it: an ARN in AWS, the object id of a group in Azure. [default: an example to replace]",
            HelpName = "principal",
        };
        var command = new ExampledCommand(
            "cluster",
            "Add a cluster in a cloud to a stack file, if the stack has no new error with it. All else in the file stays as it is.",
            "platform new cluster dev --kind eks --name paris --region eu-west-3")
        {
            setting.Stack, kind, name, region, version, gpu, most, network, administrator,
        };
        command.SetAction(async (parsed, _) =>
        {
            var change = StackChange.Of(parsed.GetValue(setting.Project)!, parsed.GetValue(setting.Stack)!);
            var cloud = FleetCloud.All.Single(cloud => cloud.Kind == parsed.GetValue(kind));
            var (regions, word) = (cloud.Profile.Regions, parsed.GetValue(region)!);
            if (!regions.TryGetValue(word, out var place))
            {
                throw new StackFileException(
                    $"--region: {cloud.Profile.Title} has no region \"{word}\" in the catalogue." +
                    $"{Spelling.DidYouMean(word, regions.Keys)} Allowed: {string.Join(", ", cloud.Profile.ClusterRegions)}.");
            }

            if (parsed.GetValue(gpu) is { } model && cloud.Machine(word, model) is null)
            {
                throw new StackFileException($"--gpu: {word} sells no machine with the GPU {model}, as far as the catalogue knows.");
            }

            var free = parsed.GetValue(network) ?? FreeNetwork.Of(change.Inputs.Config.Values.Select(Parsed))
                ?? throw new StackFileException("--network: no network from 10.10.0.0/16 to 10.240.0.0/16 is free. Give one.");
            var made = new NewCluster(
                cloud, parsed.GetValue(name)!, place, parsed.GetValue(version)!, free, parsed.GetValue(gpu), parsed.GetValue(most),
                parsed.GetValue(administrator))
            {
                IsHub = change.Names("clusters").IsEmpty,
            };
            change.Append("clusters", ["sites", "organization", "sovereignty"], 1, made.Lines());
            return change.Finish(await change.ErrorsAsync(), "", setting.Console, parsed.InvocationConfiguration.Error);
        });
        return command;
    }

    // Objects and lists are JSON in the configuration, and texts are themselves.
    private static JsonNode? Parsed(string value) => value is ['{' or '[', ..] ? JsonNode.Parse(value) : JsonValue.Create(value);
}

using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Infra.Catalogue;
using Infra.Cli.New.Writing;
using Infra.Cli.Shell;
using Infra.Findings;

namespace Infra.Cli.New.Fleet;

/// <summary><c>platform new site</c>: adds places of the company, with a cluster each, to a stack file.</summary>
internal static class SiteCommand
{
    internal static Command Of(CommandSetting setting)
    {
        var names = FleetOptions.Names("--name", "Name of the site and of its cluster; may be repeated.", 20);
        names.Required = true;
        var count = NewOptions.Number("--count", "How many sites of that name, with a number behind it. [default: one]", "number", 2, 999);
        var country = FleetOptions.Country("Country of the site.");
        var law = FleetOptions.Law("--operator", "Whose law applies to who operates it. [default: that of the country]");
        var edge = new Option<bool>("--edge") { Description = "A small site with one server, of k3s unless said otherwise." };
        var distribution = FleetOptions.Choice(
            "--distribution", "Its Kubernetes. [default: rke2, at the edge k3s]", "name", Enum.GetValues<Distribution>()
                .Select(each => Spelling.Of(each)));
        var version = new Option<string>("--version")
        {
            Description = "Version of its Kubernetes.", HelpName = "version", DefaultValueFactory = _ => FleetCloud.Version,
        };
        var gpu = FleetOptions.Gpu("Model of its GPUs.", GpuModels.L4.Id);
        var gpus = NewOptions.Number("--gpu-count", "GPUs of each node.", "number", 1, 64);
        var nodes = NewOptions.Number("--nodes", "Nodes with GPUs.", "number", 1, 1000);
        (gpus.DefaultValueFactory, nodes.DefaultValueFactory) = (_ => 1, _ => 1);
        var store = new Option<string?>("--object-store")
        {
            Description = "S3-compatible store for its backups. [default: none, told by a warning]", HelpName = "URL",
        };
        var command = new ExampledCommand(
            "site",
            "Add sites with a cluster each to a stack file, if the stack has no new error with them. All else in the file stays as it is.",
            "platform new site dev --name shop --count 20 --country FR --edge")
        {
            setting.Stack, names, count, country, law, edge, distribution, version, gpu, gpus, nodes, store,
        };
        command.SetAction(async (parsed, _) =>
        {
            var change = StackChange.Of(parsed.GetValue(setting.Project)!, parsed.GetValue(setting.Stack)!);
            var (place, isEdge) = (parsed.GetValue(country)!, parsed.GetValue(edge));
            var hasHub = !change.Names("clusters").IsEmpty;
            ImmutableArray<NewSite> sites =
            [
                .. Numbered(parsed.GetValue(names)!, parsed.GetValue(count)).Select((name, index) => new NewSite(
                    name, place.Code, parsed.GetValue(law) ?? NewStack.LawOf(place),
                    parsed.GetValue(distribution) ?? (isEdge ? "k3s" : "rke2"), isEdge, parsed.GetValue(version)!, parsed.GetValue(gpu)!,
                    parsed.GetValue(gpus), parsed.GetValue(nodes), parsed.GetValue(store))
                {
                    IsHub = !hasHub && index == 0,
                }),
            ];
            change.Append("sites", ["organization", "sovereignty", "gitOps"], sites.Length, [.. sites.Select(site => site.Item())]);
            change.Append("clusters", ["sites"], sites.Length, [.. sites.SelectMany(site => site.Lines())]);
            foreach (var secret in sites.SelectMany(site => site.Secrets))
            {
                change.Needs(secret);
            }

            return change.Finish(await change.ErrorsAsync(), "", setting.Console, parsed.InvocationConfiguration.Error);
        });
        return command;
    }

    // As many digits as the largest has, so that they sort by number.
    private static IEnumerable<string> Numbered(string[] names, int count)
    {
        var digits = $"D{count.ToString(CultureInfo.InvariantCulture).Length}";
        return count == 0 ? names
            : names.SelectMany(name => Enumerable.Range(1, count)
                .Select(number => $"{name}-{number.ToString(digits, CultureInfo.InvariantCulture)}"));
    }
}

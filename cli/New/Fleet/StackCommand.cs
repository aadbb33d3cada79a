using System.CommandLine;
using Infra.Cli.New.Writing;
using Infra.Cli.Shell;
using Infra.Cli.StackFiles;
using Infra.Stacks;

namespace Infra.Cli.New.Fleet;

/// <summary><c>platform new stack</c>: writes a stack file as a person would, if its plan has no error.</summary>
internal static class StackCommand
{
    // Of organization, stack and cluster (CLU001, CLU002).
    private const int LongestOwner = 16, LongestCluster = 20;

    internal static Command Of(CommandSetting setting)
    {
        var name = new Argument<string>("name")
        {
            Description = "Name of the stack.", CustomParser = given => NewOptions.LabelIn(given, "The name", LongestOwner),
        };
        var organization = NewOptions.Label("--organization", "Short name of the company.", LongestOwner);
        organization.Required = true;
        var country = FleetOptions.Country("Country of the company, by which borders and regions are chosen.");
        var clouds = FleetOptions.Choices(
            "--clouds", "Clouds with a cluster each, the first of them the hub. [default: none]", "cloud",
            FleetCloud.All.Select(cloud => cloud.Word));
        var sites = FleetOptions.Names("--site", "A place of the company with a cluster; may be repeated. [default: none]", LongestCluster);
        var locations = FleetOptions.Laws(
            "--locations", "Where data may be. [default: the union that the country is in, or the country]");
        var operators = FleetOptions.Laws(
            "--operators", "Whose law may apply to operators. [default: that of the country, and of the clouds]");
        var gpu = FleetOptions.Gpu("Model of the GPUs in clouds. [default: the smallest with 24 GB that the region sells]");
        var command = new ExampledCommand(
            "stack",
            "Write a stack file, if its plan has no error: the region of each cloud that is nearest, a hub, pools with GPUs.",
            "platform new stack mine --organization acme --country FR --clouds aws,azure --site lyon")
        {
            name, organization, country, clouds, sites, locations, operators, gpu,
        };
        command.SetAction(async (parsed, _) =>
        {
            var (folder, stack) = (parsed.GetValue(setting.Project)!, parsed.GetValue(name)!);
            var path = Path.Combine(folder.FullName, $"Pulumi.{stack}.yaml");
            if (File.Exists(path))
            {
                throw new StackFileException($"Pulumi.{stack}.yaml is there already, and is left as it is. Choose another name.");
            }

            var made = NewStack.Of(
                parsed.GetValue(organization)!, parsed.GetValue(country)!,
                [.. FleetCloud.All.Where(cloud => parsed.GetValue(clouds)?.Contains(cloud.Word) == true)
                    .OrderBy(cloud => Array.IndexOf(parsed.GetValue(clouds)!, cloud.Word))],
                [.. parsed.GetValue(sites) ?? []], [.. parsed.GetValue(locations) ?? []], [.. parsed.GetValue(operators) ?? []],
                parsed.GetValue(gpu));
            if (made.Clusters.IsEmpty && made.Sites.IsEmpty)
            {
                throw new StackFileException("Where clusters are is not said. Give --clouds, --site or both.");
            }

            var text = made.Text();
            var inputs = StackFile.Read(folder, stack, text);
            string[] secrets = [.. made.Sites.SelectMany(site => site.Secrets).Select(secret => StackChange.Key(secret))];
            var plan = await Preflight.PlanAsync(inputs with { SecretKeys = inputs.SecretKeys.Union(secrets) });
            if (plan.Findings.Any(finding => finding.IsError))
            {
                FindingsText.Write(plan.Findings, setting.Console);
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"Pulumi.{stack}.yaml is not written.");
                return ExitCode.HasErrors;
            }

            WholeFile.Create(path, text);
            var output = setting.Console.Profile.Out.Writer;
            output.Write($"Written to Pulumi.{stack}.yaml:\n{text}");
            StackChange.Secrets(stack, secrets, output);
            output.Write($"See what follows from it: platform plan {stack}\n");
            return ExitCode.Fine;
        });
        return command;
    }
}

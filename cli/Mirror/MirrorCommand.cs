using System.CommandLine;
using Infra.Cli.Shell;
using Infra.Cli.StackFiles;
using Infra.Reports.Mirrors;
using Infra.Rules.Sovereignty;
using Infra.Specification;
using Spectre.Console;

namespace Infra.Cli.Mirror;

/// <summary><c>platform mirror</c>: what a site without a way out brings in for a stack.</summary>
public static class MirrorCommand
{
    /// <summary>The command.</summary>
    /// <param name="setting">What all commands share.</param>
    public static Command Of(CommandSetting setting)
    {
        var format = CommandSetting.FormatOf(
            "text for people, json for programs, skopeo and oras as scripts that fill a mirror, imageset for oc-mirror",
            "text", "json", "skopeo", "oras", "imageset");
        var registry = new Option<string?>("--registry")
        {
            Description = "Host and path of the mirror; by default the one that the stack names.", HelpName = "host/path",
        };
        var systems = new Option<string[]>("--node-os")
        {
            Description = "What GPU nodes run, for the images of drivers, for example ubuntu24.04; may be repeated.", HelpName = "name",
        };
        var kernels = new Option<string[]>("--kernel")
        {
            Description = "Their kernel, for drivers that are built before, as uname -r prints it; may be repeated.", HelpName = "release",
        };
        var mirror = new ExampledCommand(
            "mirror", "List what an air-gapped site brings in: images, charts, files and packages.",
            "platform mirror prod --format skopeo >images.sh && sh images.sh")
        {
            setting.Stack, format, registry, systems, kernels,
        };
        mirror.SetAction((parsed, _) => RunAsync(
            setting.Read(parsed),
            new MirrorSetting(parsed.GetValue(registry), [.. parsed.GetValue(systems) ?? []], [.. parsed.GetValue(kernels) ?? []]),
            parsed.GetValue(format), setting.Console));
        return mirror;
    }

    /// <summary>Lists what a stack needs.</summary>
    /// <param name="inputs">The stack as read from its file.</param>
    /// <param name="setting">What the stack does not say.</param>
    /// <param name="format">Output for a person, a program or a tool that fills a mirror.</param>
    /// <param name="console">Where to print.</param>
    /// <returns>The exit code: that of the plan.</returns>
    /// <exception cref="StackFileException">The mirror is not one, or there is none to fill.</exception>
    public static async Task<int> RunAsync(StackInputs inputs, MirrorSetting setting, OutputFormat format, IAnsiConsole console)
    {
        var plan = await ProgressLine.PlanAsync(inputs);
        if (setting.Registry is { } given && !RegistryFormat.IsReference(given))
        {
            throw new StackFileException($"--registry: {RegistryFormat.Refusal(given)}");
        }

        var report = MirrorReport.Of(plan, setting);
        if (report.IsEmpty)
        {
            FindingsText.Write(plan.Findings, console);
            return ExitCode.Of(plan.Findings);
        }

        if (format is not (OutputFormat.Text or OutputFormat.Json) && report.Registry is null)
        {
            throw new StackFileException(
                $"{inputs.Stack} names no mirror. Set sovereignty.registry, or give --registry, for example registry.example.com/mirror.");
        }

        if (format is OutputFormat.Text)
        {
            MirrorText.Write(report, plan.Platform!.Clusters, console);
        }
        else
        {
            await console.Profile.Out.Writer.WriteAsync(format switch
            {
                OutputFormat.Skopeo => MirrorScripts.Skopeo(report),
                OutputFormat.Oras => MirrorScripts.Oras(report),
                OutputFormat.ImageSet => MirrorScripts.ImageSet(report),
                _ => MirrorJson.Write(report),
            });
        }

        return ExitCode.Of(plan.Findings);
    }
}

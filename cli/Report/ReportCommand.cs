using System.CommandLine;
using Infra.Cli.Shell;
using Infra.Reports.Pages;
using Infra.Specification;
using Spectre.Console;

namespace Infra.Cli.Report;

/// <summary><c>platform report</c>: a plan as a page for a browser.</summary>
public static class ReportCommand
{
    private const string DefaultFile = "report.html";

    /// <summary>The command.</summary>
    /// <param name="setting">What all commands share.</param>
    public static Command Of(CommandSetting setting)
    {
        var file = new Option<FileInfo>("--out")
        {
            HelpName = "file",
            Description = "Where the page is written; a file that is there is replaced.",
            DefaultValueFactory = _ => new FileInfo(DefaultFile),
        };
        var report = new ExampledCommand(
            "report",
            "Plan a stack and write it as one page for a browser.",
            """
            platform report dev
            platform report prod --out fleet.html
            """)
        {
            setting.Stack, file,
        };
        report.SetAction((parsed, _) => RunAsync(setting.Read(parsed), parsed.GetValue(file)!, setting.Console));
        return report;
    }

    /// <summary>Writes the page of a stack.</summary>
    /// <param name="inputs">The stack as read from its file.</param>
    /// <param name="file">Where the page is written.</param>
    /// <param name="console">Where to print.</param>
    /// <returns>The exit code: that of the plan. A stack with errors gets a page that shows them.</returns>
    public static async Task<int> RunAsync(StackInputs inputs, FileInfo file, IAnsiConsole console)
    {
        var plan = await ProgressLine.PlanAsync(inputs);
        var page = ReportPage.Write(plan);
        WholeFile.Write(file.FullName, page);
        FindingsText.Write(plan.Findings, console);
        console.Profile.Out.Writer.Write($"Written to {file}. Open it in a browser.\n");
        return ExitCode.Of(plan.Findings);
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using Infra.Catalogue;
using Infra.Cli.Shell;
using Infra.Findings;
using Infra.Reports.Listings;

namespace Infra.Cli.Catalogue;

/// <summary><c>platform catalogue</c>: which regions, machines, GPUs, versions, add-ons and rules there are.</summary>
public static class CatalogueCommand
{
    /// <summary>The command.</summary>
    /// <param name="setting">What all commands share.</param>
    public static Command Of(CommandSetting setting)
    {
        var names = ListingSubject.All.Select(known => known.Name).ToList();
        var subject = new Argument<ListingSubject>("subject")
        {
            Description = "What to list.",
            HelpName = string.Join('|', names),
            CustomParser = given => Known(given, "subject", names) is { } name
                ? ListingSubject.All.First(known => known.Name == name)
                : null,
        };
        var cloud = Filter("--cloud", "cloud", "Only what this cloud has", () => [.. ListingSubject.Clouds.Keys]);
        var region = Filter(
            "--region", "region", "Only what this region has",
            () => [.. CloudProfile.All.SelectMany(each => each.Regions.Keys).Order(StringComparer.Ordinal)]);
        var gpu = Filter("--gpu", "model", "Only what has this GPU model", () => [.. GpuModels.All.Keys]);
        var catalogue = new ExampledCommand(
            "catalogue", "List what a stack file can name.",
            "platform catalogue machines --region eu-central-1 --gpu l4\nplatform catalogue rules")
        {
            subject, cloud, region, gpu, setting.Format,
        };
        Option<string?>[] filters = [cloud, region, gpu];
        catalogue.Validators.Add(given =>
        {
            var word = given.GetResult(subject)?.Tokens is [var only] ? only.Value : null;
            var wanted = ListingSubject.All.FirstOrDefault(known => known.Name.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (wanted is null)
            {
                return;
            }

            foreach (var filter in filters.Where(filter => given.GetResult(filter) is not null && !wanted.Filters.Contains(filter.Name)))
            {
                given.AddError(
                    $"{filter.Name} says nothing about {wanted.Name}. Allowed: {Spelling.List(wanted.Filters)}.");
            }
        });
        catalogue.SetAction(parsed =>
        {
            var listing = parsed.GetValue(subject)!.Of(new(parsed.GetValue(cloud), parsed.GetValue(region), parsed.GetValue(gpu)));
            if (parsed.GetValue(setting.Format) == OutputFormat.Json)
            {
                setting.Console.Profile.Out.Writer.Write(listing.Json());
            }
            else
            {
                ListingText.Write(listing, setting.Console);
            }

            return ExitCode.Fine;
        });
        return catalogue;
    }

    private static Option<string?> Filter(string name, string help, string what, Func<string[]> known) => new(name)
    {
        Description = $"{what}.",
        HelpName = help,
        CustomParser = given => Known(given, name, known()),
    };

    private static string? Known(ArgumentResult given, string name, IReadOnlyCollection<string> known)
    {
        var word = given.Tokens[0].Value;
        if (known.Contains(word.ToLowerInvariant()))
        {
            return word.ToLowerInvariant();
        }

        given.AddError($"{name}: \"{word}\" is not known.{Spelling.DidYouMean(word, known)} Allowed: {Spelling.List(known)}.");
        return null;
    }
}

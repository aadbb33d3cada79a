using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Cli.Plans;
using Infra.Cli.Shell;
using Infra.Reports.Plans;
using Infra.Tests.Stacks;

namespace Infra.Tests.Reports.Plans;

/// <summary>A program reads in <c>plan.json</c> what a person reads in the tables: row by row, and value by value.</summary>
public sealed partial class PlanTextAndJsonTests
{
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Say_the_same(string stack)
    {
        var plan = await OwnStacks.PlanAsync(stack);
        using var output = new StringWriter { NewLine = "\n" };
        PlanText.Write(plan, Terminal.For(output));
        var text = output.ToString();
        var json = JsonNode.Parse(PlanJson.Write(plan))!.AsObject();

        Assert.StartsWith(
            $"{json["project"]}/{json["stack"]} of {json["organization"]}: {Rows(json, "clusters").Count()} cluster", text,
            StringComparison.Ordinal);
        Assert.Equal(Rows(json, "clusters").Select(Cluster), Table(text, "CLUSTER KIND "));
        Assert.Equal(Rows(json, "clusters").SelectMany(Pools), Table(text, "CLUSTER POOL "));
        Assert.Equal(Teams(json).Order(), Table(text, "TEAM CLUSTER ").Order());
        Assert.Equal(Deliveries(json), Table(text, "CLUSTER DELIVERY "));
        Assert.Equal(AddOns(json).Order(), Table(text, "ADD-ON VERSION ").Select(row => string.Join(' ', row.Split(' ')[..3])).Order());
        Assert.Equal(
            Rows(json, "findings").Select(finding => $"{finding["code"]} {finding["severity"]} {finding["path"]}: {finding["message"]}"),
            text.Split('\n').Where(line => Finding().IsMatch(line)));
    }

    private static string Cluster(JsonObject cluster) =>
        $"{cluster["name"]} {cluster["title"]} {cluster["region"]} {cluster["version"]} {cluster["role"]} {cluster["resources"]}";

    private static IEnumerable<string> Pools(JsonObject cluster) => Rows(cluster, "pools").Select(pool =>
    {
        var gpu = pool["gpu"] ?? pool["neuron"];
        var offered = pool["schedulable"];
        var nodes = pool["capacity"] is { } capacity
            ? $"{pool["min"]}-{pool["max"]} {capacity}"
            : $"{pool["max"]} fixed";
        var machine = $"{pool["machine"] ?? "own hosts"}{((string?)pool["provisioner"] == "karpenter" ? ", Karpenter" : "")}";
        return $"{cluster["name"]} {pool["name"]} {nodes} {machine} "
            + $"{(gpu is null ? "-" : $"{gpu["count"]} x {gpu["title"]}")} {Sharing(pool["gpu"]?["sharing"])} "
            + (offered is null ? "-" : (bool)offered["verified"]! ? $"{offered["most"]} {offered["resource"]}" : "not verified");
    });

    private static string Sharing(JsonNode? sharing) => (string?)sharing?["mode"] switch
    {
        null => "-",
        "mig" => $"MIG {sharing["profile"]}",
        "mps" => $"MPS x{sharing["replicas"]}",
        "time-slicing" => $"time-slicing x{sharing["replicas"]}",
        var mode => mode,
    };

    private static IEnumerable<string> Teams(JsonObject json)
    {
        foreach (var team in Rows(json, "teams"))
        {
            var budget = team["budget"]?.ToString() ?? "-";
            foreach (var cluster in team["clusters"]!.AsArray().Select(name => (string)name!))
            {
                var own = Rows(team, "shares").Where(share => (string?)share["cluster"] == cluster).Select(share =>
                {
                    var price = share["listPrice"]?.GetValue<decimal>().ToString("N0", CultureInfo.InvariantCulture) ?? "unknown";
                    return $"{team["name"]} {cluster} {share["pool"]} {share["resource"]} {share["guaranteed"]} {share["borrowable"]} "
                        + $"{price} {budget}";
                });
                foreach (var row in own.DefaultIfEmpty($"{team["name"]} {cluster} - - - - - {budget}"))
                {
                    yield return row;
                }
            }
        }

        var free =
            from cluster in Rows(json, "clusters")
            from pool in Rows(cluster, "pools")
            where pool["schedulable"] is not null && Rows(json, "teams").Any()
            select $"(free) {cluster["name"]} {pool["name"]} {pool["schedulable"]!["resource"]} {pool["schedulable"]!["free"]} - - -";
        foreach (var row in free)
        {
            yield return row;
        }
    }

    private static IEnumerable<string> Deliveries(JsonObject json) =>
        from each in Rows(json, "clusters").Concat(Rows(json, "members"))
        let delivery = each["delivery"]
        where delivery is not null
        let login = (string)delivery["login"]! switch
        {
            "role" => "role that the hub's role assumes",
            "federation" => "identity that trusts the hub's issuer",
            "token" => "token of a service account, kept as a secret",
            _ => "service account of its own",
        }
        select $"{each["name"]} {delivery["way"]} {delivery["by"]} {login}";

    private static IEnumerable<string> AddOns(JsonObject json) => Rows(json, "clusters").SelectMany(cluster => Rows(cluster, "addOns"))
        .Select(addOn => $"{addOn["name"]} {addOn["version"]} {addOn["namespace"]}").Distinct();

    private static IEnumerable<JsonObject> Rows(JsonObject json, string member) => json[member]!.AsArray().Select(row => row!.AsObject());

    // The rows of a table with one blank between their cells, whatever its width; none where the text does not have it.
    private static IEnumerable<string> Table(string text, string heading) => text.Split('\n')
        .Select(line => Blanks().Replace(line, " ").Trim())
        .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.Length > 0);

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();

    [GeneratedRegex("^[A-Z]{3,4}[0-9]{3} (error|warning) ")]
    private static partial Regex Finding();
}

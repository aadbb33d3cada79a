using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.AddOns.Teams;
using Infra.Cli.Shell;
using Infra.Facts.Documents;
using Infra.Facts.Teams;
using Infra.Facts;
using Infra.Planning;
using Infra.Reports.Pages;
using Infra.Reports.Plans;
using Infra.Reports;
using Infra.Specification.Clusters;
using Infra.Specification;

namespace Infra.Cli.Plans;

/// <summary>A plan as files that other tools read: <c>plan.json</c>, <c>report.txt</c>, <c>report.html</c>, and for each cluster its
/// Kubernetes objects, the values of its Helm releases, the restores that bring everything back, and what the paved roads are told of each
/// team.</summary>
public static class PlanFiles
{
    /// <summary>The files' texts by their path, one after another as they are made.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(PlatformPlan plan)
    {
        yield return new("plan.json", PlanJson.Write(plan));
        yield return new("report.html", ReportPage.Write(plan));
        using (var report = new StringWriter { NewLine = "\n" })
        {
            PlanText.Write(plan, Terminal.For(report));
            yield return new("report.txt", report.ToString());
        }

        foreach (var cluster in plan.ByCluster())
        {
            foreach (var release in cluster.Where(resource => resource.Type == "kubernetes:helm.sh/v3:Release"))
            {
                yield return new(
                    $"{cluster.Key}/values/{release.Inputs["name"]}.yaml", Yaml.Write(release.Inputs["values"]?.AsObject() ?? []));
            }

            if (plan.Platform?.Clusters.FirstOrDefault(spec => spec.Name == cluster.Key) is { } known)
            {
                foreach (var file in Restores(plan.Platform, known).Concat(Teams(plan.Platform, known)))
                {
                    yield return file;
                }
            }

            yield return new($"{cluster.Key}/manifests.yaml", Yaml.Write(cluster.Where(IsObject).Select(resource => resource.Inputs)));
        }
    }

    // What a person applies one after another on the day on which a cluster is lost.
    private static IEnumerable<KeyValuePair<string, string>> Restores(PlatformSpec platform, ClusterSpec cluster) =>
        from velero in AddOn.Of(cluster).OfType<Velero>().Take(1)
        from step in RestoreSteps.Of(velero, Clouds.Context(platform, cluster))
        select KeyValuePair.Create($"{cluster.Name}/restore/{step["metadata"]!["name"]}.yaml", Yaml.Write(step));

    // With these, a team renders a paved road as Argo CD will.
    private static IEnumerable<KeyValuePair<string, string>> Teams(PlatformSpec platform, ClusterSpec cluster) =>
        from team in TeamPlaces.On(platform, cluster)
        let values = RoadValues.Of(Clouds.Context(platform, cluster), team)
        select KeyValuePair.Create($"{cluster.Name}/teams/{team.Name}.yaml", Yaml.Write(values));

    private static bool IsObject(PlannedResource resource) =>
        resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal)
        && resource.Inputs.ContainsKey("apiVersion") && resource.Inputs.ContainsKey("kind");
}

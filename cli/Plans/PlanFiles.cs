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

namespace Infra.Cli.Plans;

/// <summary>Writes a plan as files that other tools read: <c>plan.json</c>, <c>report.txt</c>, <c>report.html</c>, and for each cluster
/// its Kubernetes objects, the values of its Helm releases, the restores that bring everything back, and what the paved roads are told of
/// each team.</summary>
public static class PlanFiles
{
    /// <summary>Writes the files; existing files are replaced.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">The folder; created if it is missing.</param>
    public static void Write(PlatformPlan plan, DirectoryInfo folder)
    {
        folder.Create();
        File.WriteAllText(Path.Combine(folder.FullName, "plan.json"), PlanJson.Write(plan));
        File.WriteAllText(Path.Combine(folder.FullName, "report.html"), ReportPage.Write(plan));
        using (var report = File.CreateText(Path.Combine(folder.FullName, "report.txt")))
        {
            PlanText.Write(plan, Terminal.For(report));
        }

        foreach (var cluster in plan.ByCluster())
        {
            var home = folder.CreateSubdirectory(cluster.Key);
            var values = home.CreateSubdirectory("values");
            foreach (var release in cluster.Where(resource => resource.Type == "kubernetes:helm.sh/v3:Release"))
            {
                var text = Yaml.Write(release.Inputs["values"]?.AsObject() ?? []);
                File.WriteAllText(Path.Combine(values.FullName, $"{release.Inputs["name"]}.yaml"), text);
            }

            WriteRestores(plan, cluster.Key, home);
            WriteTeams(plan, cluster.Key, home);
            var objects = cluster.Where(IsObject).Select(resource => resource.Inputs);
            File.WriteAllText(Path.Combine(home.FullName, "manifests.yaml"), Yaml.Write(objects));
        }
    }

    // What a person applies one after another on the day on which a cluster is lost.
    private static void WriteRestores(PlatformPlan plan, string name, DirectoryInfo home)
    {
        if (plan.Platform?.Clusters.FirstOrDefault(cluster => cluster.Name == name) is not { } cluster
            || AddOn.Of(cluster).OfType<Velero>().FirstOrDefault() is not { } velero)
        {
            return;
        }

        var folder = home.CreateSubdirectory("restore");
        foreach (var step in RestoreSteps.Of(velero, Clouds.Context(plan.Platform, cluster)))
        {
            File.WriteAllText(Path.Combine(folder.FullName, $"{step["metadata"]!["name"]}.yaml"), Yaml.Write(step));
        }
    }

    // With these, a team renders a paved road as Argo CD will.
    private static void WriteTeams(PlatformPlan plan, string name, DirectoryInfo home)
    {
        if (plan.Platform?.Clusters.FirstOrDefault(cluster => cluster.Name == name) is not { } cluster)
        {
            return;
        }

        foreach (var team in TeamPlaces.On(plan.Platform, cluster))
        {
            var values = RoadValues.Of(Clouds.Context(plan.Platform, cluster), team);
            File.WriteAllText(Path.Combine(home.CreateSubdirectory("teams").FullName, $"{team.Name}.yaml"), Yaml.Write(values));
        }
    }

    private static bool IsObject(PlannedResource resource) =>
        resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal)
        && resource.Inputs.ContainsKey("apiVersion") && resource.Inputs.ContainsKey("kind");
}

using Infra.Facts.Documents;
using Infra.Planning;
using Infra.Reports;

namespace Infra.Cli;

/// <summary>Writes a plan as files that other tools read: <c>plan.json</c>, <c>report.txt</c>, and for each cluster its Kubernetes objects
/// and the values of its Helm releases.</summary>
public static class PlanFiles
{
    /// <summary>Writes the files; existing files are replaced.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">The folder; created if it is missing.</param>
    public static void Write(PlatformPlan plan, DirectoryInfo folder)
    {
        folder.Create();
        File.WriteAllText(Path.Combine(folder.FullName, "plan.json"), PlanJson.Write(plan));
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

            var objects = cluster.Where(IsObject).Select(resource => resource.Inputs);
            File.WriteAllText(Path.Combine(home.FullName, "manifests.yaml"), Yaml.Write(objects));
        }
    }

    private static bool IsObject(PlannedResource resource) =>
        resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal)
        && resource.Inputs.ContainsKey("apiVersion") && resource.Inputs.ContainsKey("kind");
}

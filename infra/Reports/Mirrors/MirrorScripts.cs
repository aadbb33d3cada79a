using System.Text.Json.Nodes;
using Infra.Facts.Documents;

namespace Infra.Reports.Mirrors;

/// <summary>Writes what fills a mirror: scripts for a POSIX shell, and the configuration of oc-mirror. Each needs a mirror.</summary>
public static class MirrorScripts
{
    /// <summary>Copies the images, all architectures and with their digests, by skopeo.</summary>
    public static string Skopeo(MirrorReport report) =>
        $$"""
        {{Head(report, "images", "sh <this file>, after skopeo login")}}
        registry={{Shell.Quote(report.Registry!)}}

        # copy SOURCE DESTINATION
        copy() {
          printf '%s\n' "$1"
          skopeo copy --all --preserve-digests --retry-times 3 "docker://$1" "docker://$2"
        }

        {{Missing(report)}}{{string.Concat(report.Images
            .Where(image => image.Source is not null)
            .Select(image => $"copy {Shell.Quote(image.Source!)} {InMirror(report, image.Target!)}\n"))}}{{Lists(report)}}
        """.TrimEnd('\n') + "\n";

    /// <summary>Copies the charts, by helm and oras, and the files, by curl and oras.</summary>
    public static string Oras(MirrorReport report) =>
        $$"""
        {{Head(report, "charts and files", "sh <this file> in a clone of this repository, after oras login and helm registry login")}}
        registry={{Shell.Quote(report.Registry!)}}
        work=$(mktemp -d)
        trap 'rm -rf "$work"' EXIT

        # oci SOURCE DESTINATION: a chart that is in a registry.
        oci() {
          printf '%s\n' "$1"
          oras copy "$1" "$2"
        }

        # chart REPOSITORY NAME VERSION: a chart of a repository of Helm.
        chart() {
          printf '%s %s\n' "$2" "$3"
          rm -rf "$work/chart"
          helm pull "$2" --repo "$1" --version "$3" --destination "$work/chart"
          helm push "$work/chart"/*.tgz "oci://$registry/charts"
        }

        # folder PATH: a chart of this repository.
        folder() {
          printf '%s\n' "$1"
          rm -rf "$work/chart"
          helm package "$1" --destination "$work/chart"
          helm push "$work/chart"/*.tgz "oci://$registry/charts"
        }

        # file URL NAME SHA256 DESTINATION
        file() {
          printf '%s\n' "$1"
          curl --proto '=https' --fail --silent --show-error --location --output "$work/$2" "$1"
          if [ -n "$3" ]; then
            printf '%s  %s\n' "$3" "$work/$2" | sha256sum -c -
          fi
          (cd "$work" && oras push "$4" "$2")
        }

        {{string.Concat(report.Charts.Select(chart => Copy(report, chart)))}}{{string.Concat(report.Files.Select(file =>
            $"file {Shell.Quote(file.Url)} {Shell.Quote(file.Name)} {Shell.Quote(file.Sha256 ?? "")} " +
            $"{InMirror(report, file.Destination!)}\n"))}}
        """.TrimEnd('\n') + "\n";

    /// <summary>The configuration of oc-mirror, version 2: images, and the packages of OpenShift's catalogues (docs.redhat.com, "Image set
    /// configuration parameters"). Charts are not in it, because oc-mirror renders them with values of their own.</summary>
    public static string ImageSet(MirrorReport report)
    {
        var mirror = new JsonObject();
        if (!report.Operators.IsEmpty)
        {
            mirror["operators"] = new JsonArray([.. report.Operators.GroupBy(package => package.Catalog).Select(catalog => new JsonObject
            {
                ["catalog"] = catalog.Key,
                ["packages"] = new JsonArray([.. catalog.Select(package => new JsonObject
                {
                    ["name"] = package.Package,
                    ["channels"] = new JsonArray(new JsonObject { ["name"] = package.Channel }),
                })]),
            })]);
        }

        mirror["additionalImages"] = new JsonArray(
            [.. report.Images.Select(image => image.Source).OfType<string>().Select(source => new JsonObject { ["name"] = source })]);
        return Comment(report, "images", $"oc mirror --v2 --config <this file> --workspace file://<folder> docker://{report.Registry}")
            + Missing(report)
            + Yaml.Write(new JsonObject
            {
                ["apiVersion"] = "mirror.openshift.io/v2alpha1",
                ["kind"] = "ImageSetConfiguration",
                ["mirror"] = mirror,
            });
    }

    private static string Lists(MirrorReport report) => report.ImageLists.IsEmpty ? "" :
        $$"""

        # copy_list URL: the images of a release, each under its own path.
        copy_list() {
          images=$(curl --proto '=https' --fail --silent --show-error --location "$1")
          printf '%s\n' "$images" | while IFS= read -r image; do
            copy "$image" "$registry/${image#*/}"
          done
        }

        {{string.Concat(report.ImageLists.Select(list => $"copy_list {Shell.Quote(list.Url)}\n"))}}
        """;

    private static string Copy(MirrorReport report, MirrorChart chart) =>
        chart.Repository.StartsWith("oci://", StringComparison.Ordinal)
            ? $"oci {Shell.Quote($"{chart.Repository["oci://".Length..]}/{chart.Name}:{chart.Tag}")} " +
              $"{InMirror(report, $"{chart.Destination!["oci://".Length..]}:{chart.Tag}")}\n"
            : chart.Repository.StartsWith("./", StringComparison.Ordinal)
                ? $"folder {Shell.Quote($"infra/{chart.Repository["./".Length..]}/{chart.Name}")}\n"
                : $"chart {Shell.Quote(chart.Repository)} {Shell.Quote(chart.Name)} {Shell.Quote(chart.Version)}\n";

    private static string InMirror(MirrorReport report, string destination) =>
        $"\"$registry\"{Shell.Quote(destination[report.Registry!.Length..])}";

    private static string Head(MirrorReport report, string what, string how) =>
        $"#!/bin/sh\n{Comment(report, what, how)}set -eu";

    private static string Comment(MirrorReport report, string what, string how) =>
        $"# The {what} of {report.Project}/{report.Stack} for {report.Registry}.\n# Run: {how}\n";

    // What is not copied, so that nobody takes the rest for everything.
    private static string Missing(MirrorReport report) => string.Concat(
        report.Images.Where(image => image.Source is null).Select(image => $"# Not known: the tag of {image.Repository}.\n"));
}

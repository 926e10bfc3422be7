"""`.netrisk.yaml` in a real folder, by the command itself."""

import unittest

from ci import BROKEN, CLUSTER, CONFIGURATION, JOB, repository


class ConfigurationTest(unittest.TestCase):
    def test_it_is_read_in_the_working_directory_and_not_from_above(self):
        files = {".netrisk.yaml": CONFIGURATION + "failOn: low\n", "sub/all.yaml": CLUSTER}
        with repository(files) as made:
            made.run("netrisk", "analyze", "-f", "sub", exit_code=2)
            made.run("env", "-C", "sub", "netrisk", "analyze", "-f", ".")
            made.run("env", "-C", "sub", "netrisk", "analyze", "-f", ".", "--config", "../.netrisk.yaml", exit_code=2)

    def test_patches_are_written_to_the_files_that_it_names(self):
        files = {".netrisk.yaml": CONFIGURATION + "filename: [manifests]\n", "broken.yaml": BROKEN}
        with repository(files | {"manifests/all.yaml": CLUSTER}) as made:
            made.run("netrisk", "patches", "--type", "EgressAllow", "--write")
            self.assertIn(" M manifests/all.yaml", made.run("git", "status", "--porcelain"))

    def test_what_diff_reads_of_revisions_and_of_the_working_tree(self):
        files = {".netrisk.yaml": CONFIGURATION + "filename: [manifests/]\n", "manifests/all.yaml": CLUSTER}
        with repository(files | {"job.yaml": JOB}) as made:
            made.commit({"broken.yaml": BROKEN, "job.yaml": ""})
            self.assertEqual(made.run("netrisk", "diff", "HEAD^1", "HEAD"), "Nothing differs.\n")
            (made.path / "broken.yaml").unlink()
            # Both sides whole: the job is gone.
            self.assertIn("-60", made.run("netrisk", "diff", "HEAD^1", ".", "-o", "json", exit_code=1))

    def test_what_comes_and_goes_with_a_change_is_no_error(self):
        files = {".netrisk.yaml": CONFIGURATION + "filename: [jobs, more.yaml]\n", "more.yaml": CLUSTER}
        with repository({"README": ""}, files, {"jobs/job.yaml": JOB}) as made:
            self.assertIn("adds 60 sync requests", made.run("netrisk", "diff", "HEAD^1", "HEAD", exit_code=1))
            self.assertIn("saves 60 sync requests", made.run("netrisk", "diff", "HEAD", "HEAD^1", exit_code=1))
            # Nothing of it is there on one side: that is no cluster to read.
            self.assertIn("3 new findings", made.run("netrisk", "diff", "HEAD~2", "HEAD", exit_code=1))
            said = made.run("netrisk", "diff", "HEAD^1", "HEAD", "-f", "no", exit_code=2)
            self.assertEqual(said, "error: 'no' is not in 'HEAD^1' or 'HEAD'.\n")


if __name__ == "__main__":
    unittest.main()
